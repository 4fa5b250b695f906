package io.nightshift.promotion.aws.ecs;

import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;

/**
 * The consecutive shares of a deployment, in percent.
 *
 * @param first the first share
 * @param further the share that each next step adds
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">Strategies</a>
 */
record EcsTrafficSteps(double first, double further) {

    private static final double ALL = 100;

    /** ECS's default if the configuration does not contain it. */
    private static final double CANARY = 5;

    private static final double LINEAR = 10;

    /** The tolerance: weights are doubles; a canary uses tenths. */
    private static final double SAME = 0.01;

    /** Empty for a strategy that does not shift traffic, or that is unknown. */
    static Optional<EcsTrafficSteps> of(DeploymentConfiguration configuration) {
        var strategy = configuration.strategy();
        if (strategy == DeploymentStrategy.BLUE_GREEN) {
            return Optional.of(new EcsTrafficSteps(ALL, ALL));
        }
        if (strategy == DeploymentStrategy.CANARY) {
            double percent = Optional.ofNullable(configuration.canaryConfiguration())
                    .map(canary -> canary.canaryPercent())
                    .orElse(CANARY);
            return sound(percent, ALL);
        }
        if (strategy == DeploymentStrategy.LINEAR) {
            double percent = Optional.ofNullable(configuration.linearConfiguration())
                    .map(linear -> linear.stepPercent())
                    .orElse(LINEAR);
            return sound(percent, percent);
        }
        return Optional.empty();
    }

    private static Optional<EcsTrafficSteps> sound(double first, double further) {
        return first > 0 && first <= ALL ? Optional.of(new EcsTrafficSteps(first, further)) : Optional.empty();
    }

    /** The share after the next step, for the given current share. */
    double after(double now) {
        double next = first;
        while (next < now + SAME && next < ALL) {
            next += further;
        }
        return Math.min(ALL, next);
    }

    boolean gives(int percent) {
        return percent == 100 || (percent > 0 && Math.abs(after(percent - 2 * SAME) - percent) < SAME);
    }

    /** For messages: {@code 10, 100}. */
    String shares() {
        var shares = new StringBuilder();
        for (double share = after(0); share < ALL; share = after(share)) {
            shares.append(share == Math.rint(share) ? String.valueOf((long) share) : String.valueOf(share))
                    .append(", ");
        }
        return shares.append("100").toString();
    }
}
