package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Starts a Cloud Run service again, as a new revision of the same image and settings. The new revision carries the
 * idempotency key as an annotation: the same key gives the same revision.
 */
public record RestartRunService(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "restart-run-service",
                    "Starts a Cloud Run service anew, as a new revision of the same image and settings.",
                    Repetition.CONVERGENT)
            .on(Kinds.RUN_SERVICE)
            .disruptive()
            .needs(Cloud.GCP, "run.services.get", "run.services.update", "iam.serviceAccounts.actAs")
            .withoutParameters(RestartRunService::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "restart service " + target.name() + " as a new revision";
    }
}
