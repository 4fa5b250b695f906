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
 * Shifts all traffic of a Cloud Run service to the last good revision before the serving one. The revision is chosen
 * before the act and kept in the capsule; the service is changed under its etag.
 */
public record ShiftTrafficBack(Resource target) implements GcpAction {

    public static final ActionType TYPE = new ActionType(
            "shift-traffic-back",
            "Shifts all traffic of a Cloud Run service to the last good revision before the one that serves now.",
            Set.of(Resource.Kinds.RUN_SERVICE),
            Repetition.CONVERGENT,
            false,
            true,
            Map.of(
                    Cloud.GCP,
                    List.of(
                            "run.services.get",
                            "run.services.update",
                            "run.revisions.list",
                            "iam.serviceAccounts.actAs")),
            List.of(),
            (target, with) ->
                    new ShiftTrafficBack(Read.aimed(target, "shift-traffic-back", Set.of(Resource.Kinds.RUN_SERVICE))));

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
        return "shift the traffic of " + target.name() + " back to the last good revision";
    }
}
