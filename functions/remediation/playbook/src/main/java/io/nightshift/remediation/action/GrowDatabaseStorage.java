package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Grows the storage of a database by a percentage, up to a limit. The new size is computed from the size before
 * the act. There is no undo: no provider makes storage smaller.
 */
public record GrowDatabaseStorage(Resource target, int byPercent, int upToGib) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "grow-database-storage",
                    "Grows the storage of a database by a share, up to a limit. Storage can never be made smaller again.",
                    Repetition.CONVERGENT)
            .on(Kinds.RDS_INSTANCE, Kinds.SQL_INSTANCE)
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .needs(Cloud.AWS, "rds:ModifyDBInstance", "rds:DescribeDBInstances", "rds:ListTagsForResource")
            .optional("by-percent", Form.INTEGER, "How much more than now; at least 10, as RDS requires.")
            .required("up-to-gib", Form.INTEGER, "The size in GiB that is never exceeded.")
            .readBy((target, with) -> new GrowDatabaseStorage(
                    target,
                    ParameterReading.positiveOr(with.at("by-percent"), 20),
                    ParameterReading.positive(with.at("up-to-gib"))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("by-percent", byPercent).with("up-to-gib", upToGib);
    }

    @Override
    public String sentence() {
        return "grow the storage of " + target.name() + " by " + byPercent + " %, up to " + upToGib + " GiB";
    }
}
