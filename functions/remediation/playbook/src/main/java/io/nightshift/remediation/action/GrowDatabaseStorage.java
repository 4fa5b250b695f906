package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Grows the storage of an RDS database by a percentage, up to a limit. The new size is computed from the size before
 * the act. There is no undo: RDS cannot shrink storage.
 */
public record GrowDatabaseStorage(Resource target, int byPercent, int upToGib) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "grow-database-storage",
            "Grows the storage of an RDS database by a share, up to a limit. Storage can never be made smaller again.",
            Set.of(Resource.Kinds.RDS_INSTANCE),
            Repetition.CONVERGENT,
            false,
            false,
            Map.of(Cloud.AWS, List.of("rds:ModifyDBInstance", "rds:DescribeDBInstances", "rds:ListTagsForResource")),
            List.of(
                    new ActionType.Parameter(
                            "by-percent",
                            ActionType.Form.INTEGER,
                            false,
                            "How much more than now; at least 10, as RDS asks for."),
                    new ActionType.Parameter(
                            "up-to-gib", ActionType.Form.INTEGER, true, "The size in GiB that is never exceeded.")),
            (target, with) -> new GrowDatabaseStorage(
                    Read.aimed(target, "grow-database-storage", Set.of(Resource.Kinds.RDS_INSTANCE)),
                    Read.positiveOr(with.at("by-percent"), 20),
                    Read.positive(with.at("up-to-gib"))));

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
