package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Points a Lambda alias back to the previous version. The version is chosen before the act and kept in the capsule;
 * the alias is changed under its revision id.
 */
public record RollBackAlias(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "roll-back-alias", "Points a Lambda alias back to the version before.", Repetition.CONVERGENT)
            .on(Kinds.LAMBDA_FUNCTION)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "lambda:UpdateAlias",
                    "lambda:GetAlias",
                    "lambda:ListVersionsByFunction",
                    "lambda:ListTags")
            .withoutParameters(RollBackAlias::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "roll alias " + target.name() + " back to the version before";
    }
}
