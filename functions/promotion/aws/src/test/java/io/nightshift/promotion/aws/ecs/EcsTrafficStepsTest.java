package io.nightshift.promotion.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

class EcsTrafficStepsTest {

    private static EcsTrafficSteps steps(String strategy, double percent) {
        return EcsTrafficSteps.of(DeploymentConfiguration.builder()
                        .strategy(strategy)
                        .canaryConfiguration(canary -> canary.canaryPercent(percent))
                        .linearConfiguration(linear -> linear.stepPercent(percent))
                        .build())
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "BLUE_GREEN, 10, '100'",
        "CANARY, 10, '10, 100'",
        "CANARY, 2.5, '2.5, 100'",
        "CANARY, 100, '100'",
        "LINEAR, 25, '25, 50, 75, 100'",
        "LINEAR, 30, '30, 60, 90, 100'"
    })
    void theSharesAreThoseOfTheStrategy(String strategy, double percent, String shares) {
        assertThat(steps(strategy, percent).shares()).isEqualTo(shares);
    }

    @Property(tries = 1000)
    void aShareThatIsGivenIsOneThatAStepLeadsTo(
            @ForAll @DoubleRange(min = 3, max = 100) double step, @ForAll @IntRange(min = 1, max = 100) int percent) {
        var steps = steps("LINEAR", step);
        boolean reached = false;
        for (double share = steps.after(0); share < 100; share = steps.after(share)) {
            reached |= Math.abs(share - percent) < 0.01;
        }
        assertThat(steps.gives(percent)).isEqualTo(reached || percent == 100);
    }

    @Property(tries = 1000)
    void theNextShareIsMoreUntilItIsAll(
            @ForAll @DoubleRange(min = 3, max = 100) double step, @ForAll @DoubleRange(max = 99.9) double now) {
        assertThat(steps("LINEAR", step).after(now)).isGreaterThan(now).isLessThanOrEqualTo(100);
    }
}
