package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Shifts all traffic of a Cloud Run service to the last good revision before the serving one. The revision is chosen
 * before the act and kept in the capsule; the service is changed under its etag.
 */
public record ShiftTrafficBack(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "shift-traffic-back",
                    "Shifts all traffic of a Cloud Run service to the last good revision before the one that serves now.",
                    Repetition.CONVERGENT)
            .on(Kinds.RUN_SERVICE)
            .undoable()
            .needs(
                    Cloud.GCP,
                    "run.services.get",
                    "run.services.update",
                    "run.revisions.list",
                    "iam.serviceAccounts.actAs")
            .withoutParameters(ShiftTrafficBack::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "shift the traffic of " + target.name() + " back to the last good revision";
    }
}
