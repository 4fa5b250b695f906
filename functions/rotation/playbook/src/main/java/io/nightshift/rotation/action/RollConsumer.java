package io.nightshift.rotation.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;

/**
 * Restarts a workload that reads a secret at its start, by its platform's own rolling update, or refreshes the copy of an
 * External Secret.
 */
public record RollConsumer(Resource target) implements Action {

    public static final ActionType TYPE = ActionType.named(
                    "roll-consumer", "Restarts a workload that reads the secret.", Repetition.PROBE)
            .on(SecretKinds.CONSUMERS)
            .disruptive()
            .needs(
                    Cloud.AWS,
                    "ecs:UpdateService",
                    "ecs:DescribeServices",
                    "ecs:ListTagsForResource",
                    "lambda:GetFunctionConfiguration",
                    "lambda:UpdateFunctionConfiguration",
                    "lambda:ListTags")
            .needs(Cloud.GCP, "run.services.get", "run.services.update", "iam.serviceAccounts.actAs")
            .withoutParameters(RollConsumer::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "restart " + target.label();
    }
}
