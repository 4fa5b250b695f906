package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Points a Lambda alias back to the previous version. The version is chosen before the act and kept in the capsule;
 * the alias is changed under its revision id.
 */
public record RollBackAlias(Resource target) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "roll-back-alias",
            "Points a Lambda alias back to the version before.",
            Set.of(Resource.Kinds.LAMBDA_FUNCTION),
            Repetition.CONVERGENT,
            false,
            true,
            Map.of(
                    Cloud.AWS,
                    List.of(
                            "lambda:UpdateAlias",
                            "lambda:GetAlias",
                            "lambda:ListVersionsByFunction",
                            "lambda:ListTags")),
            List.of(),
            (target, with) ->
                    new RollBackAlias(Read.aimed(target, "roll-back-alias", Set.of(Resource.Kinds.LAMBDA_FUNCTION))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Optional<Action> undo(Json.Obj capsule) {
        return Optional.of(new Restore(target, TYPE.name(), capsule));
    }

    @Override
    public String sentence() {
        return "roll alias " + target.name() + " back to the version before";
    }
}
