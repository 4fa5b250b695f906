package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts a Cloud Run service again, as a new revision of the same image and settings. The new revision carries the
 * idempotency key as an annotation: the same key gives the same revision.
 */
public record RestartRunService(Resource target) implements GcpAction {

    public static final ActionType TYPE = new ActionType(
            "restart-run-service",
            "Starts a Cloud Run service anew, as a new revision of the same image and settings.",
            Set.of(Resource.Kinds.RUN_SERVICE),
            Repetition.CONVERGENT,
            true,
            false,
            Map.of(Cloud.GCP, List.of("run.services.get", "run.services.update", "iam.serviceAccounts.actAs")),
            List.of(),
            (target, with) -> new RestartRunService(
                    Read.aimed(target, "restart-run-service", Set.of(Resource.Kinds.RUN_SERVICE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "restart service " + target.name() + " as a new revision";
    }
}
