package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Raises the minimum and maximum instances of a Cloud Run service, up to a limit. The new numbers are computed from
 * those before the act, so a repetition sets the same numbers again.
 */
public record RaiseInstances(Resource target, int by, int upTo) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "raise-instances",
                    "Raises the minimum and maximum instances of a Cloud Run service, up to a limit.",
                    Repetition.CONVERGENT)
            .on(Kinds.RUN_SERVICE)
            .undoable()
            .needs(Cloud.GCP, "run.services.get", "run.services.update", "iam.serviceAccounts.actAs")
            .optional("by", Form.INTEGER, "How many instances more, of minimum and maximum; 1 where it is not said.")
            .required("up-to", Form.INTEGER, "The maximum that is never exceeded.")
            .readBy((target, with) -> new RaiseInstances(
                    target,
                    ParameterReading.positiveOr(with.at("by"), 1),
                    ParameterReading.positive(with.at("up-to"))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("by", by).with("up-to", upTo);
    }

    @Override
    public String sentence() {
        return "raise the instances of " + target.name() + " by " + by + ", up to " + upTo;
    }
}
