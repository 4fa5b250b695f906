package io.nightshift.promotion.aws;

import io.nightshift.core.act.Observer;
import io.nightshift.promotion.aws.account.Account;
import io.nightshift.promotion.aws.autoscaling.AutoScalingGroups;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchLooks;
import io.nightshift.promotion.aws.ecr.EcrLooks;
import io.nightshift.promotion.aws.ecs.EcsServices;
import io.nightshift.promotion.aws.ecs.ListenerRules;
import io.nightshift.promotion.aws.lambda.LambdaAliases;
import io.nightshift.promotion.target.Platform;
import java.time.InstantSource;
import java.util.List;

/** Everything that a promotion has in one account of AWS: {@code new AwsPromotions(account, clock)}. */
public final class AwsPromotions {

    private final Account account;
    private final InstantSource clock;

    public AwsPromotions(Account account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    /** For {@link io.nightshift.promotion.target.Targets}. */
    public List<Platform> platforms() {
        return List.of(
                new LambdaAliases(account),
                new EcsServices(account),
                new ListenerRules(account),
                new AutoScalingGroups(account));
    }

    /** What is looked at besides the targets. */
    public List<Observer> observers() {
        return List.of(new EcrLooks(account, clock), new CloudWatchLooks(account));
    }
}
