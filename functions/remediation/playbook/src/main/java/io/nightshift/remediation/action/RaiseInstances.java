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
 * Raises the minimum and maximum instances of a Cloud Run service, up to a limit. The new numbers are computed from
 * those before the act, so a repetition sets the same numbers again.
 */
public record RaiseInstances(Resource target, int by, int upTo) implements GcpAction {

    public static final ActionType TYPE = new ActionType(
            "raise-instances",
            "Raises the minimum and maximum instances of a Cloud Run service, up to a limit.",
            Set.of(Resource.Kinds.RUN_SERVICE),
            Repetition.CONVERGENT,
            false,
            true,
            Map.of(Cloud.GCP, List.of("run.services.get", "run.services.update", "iam.serviceAccounts.actAs")),
            List.of(
                    new ActionType.Parameter(
                            "by",
                            ActionType.Form.INTEGER,
                            false,
                            "How many instances more, of minimum and maximum; 1 where it is not said."),
                    new ActionType.Parameter(
                            "up-to", ActionType.Form.INTEGER, true, "The maximum that is never exceeded.")),
            (target, with) -> new RaiseInstances(
                    Read.aimed(target, "raise-instances", Set.of(Resource.Kinds.RUN_SERVICE)),
                    Read.positiveOr(with.at("by"), 1),
                    Read.positive(with.at("up-to"))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("by", by).with("up-to", upTo);
    }

    @Override
    public Optional<Action> undo(Json.Obj capsule) {
        return Optional.of(new Restore(target, TYPE.name(), capsule));
    }

    @Override
    public String sentence() {
        return "raise the instances of " + target.name() + " by " + by + ", up to " + upTo;
    }
}
