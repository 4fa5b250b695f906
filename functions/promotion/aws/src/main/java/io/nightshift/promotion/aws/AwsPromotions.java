package io.nightshift.promotion.aws;

import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import io.nightshift.promotion.aws.autoscaling.AutoScalingGroups;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchObserver;
import io.nightshift.promotion.aws.ecr.EcrObserver;
import io.nightshift.promotion.aws.ecs.EcsServices;
import io.nightshift.promotion.aws.ecs.ListenerRules;
import io.nightshift.promotion.aws.lambda.LambdaAliases;
import io.nightshift.promotion.aws.lambda.LambdaVerificationJobs;
import io.nightshift.promotion.target.TargetPlatform;
import java.time.InstantSource;
import java.util.List;

/** Everything that a promotion uses in one AWS account: {@code new AwsPromotions(regions, clock)}. */
public final class AwsPromotions {

    private final AwsRegions regions;
    private final InstantSource clock;

    public AwsPromotions(AwsRegions regions, InstantSource clock) {
        this.regions = regions;
        this.clock = clock;
    }

    /** For {@link io.nightshift.promotion.target.TargetPlatforms}. */
    public List<TargetPlatform> platforms() {
        return List.of(
                new LambdaAliases(regions),
                new EcsServices(regions),
                new ListenerRules(regions),
                new AutoScalingGroups(regions));
    }

    /** The actors for acts other than those on targets. */
    public List<Actor> actors() {
        return List.of(new LambdaVerificationJobs(regions));
    }

    /** The observers for everything except the targets. */
    public List<Observer> observers() {
        return List.of(new EcrObserver(regions, clock), new CloudWatchObserver(regions));
    }
}
