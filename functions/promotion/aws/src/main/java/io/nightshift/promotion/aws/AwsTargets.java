package io.nightshift.promotion.aws;

import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.aws.ecs.EcsSettings;
import io.nightshift.promotion.policy.TargetSettings;
import java.util.List;

/** The targets on AWS, as checked by {@code validate}. */
public final class AwsTargets {

    public static final List<TargetSettings> SETTINGS = List.of(
            TargetSettings.none(Kinds.LAMBDA_FUNCTION, Kinds.AUTO_SCALING_GROUP),
            EcsSettings.SERVICE,
            EcsSettings.RULE);

    private AwsTargets() {}
}
