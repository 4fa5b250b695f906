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
 * Reboots an RDS database, with a failover to the standby if it is Multi-AZ. While the status is {@code rebooting}
 * the act has happened; afterwards this cannot be determined, so the act is not repeated.
 */
public record RebootDatabase(Resource target, boolean failover) implements AwsAction {

    public static final ActionType TYPE = new ActionType(
            "reboot-database",
            "Reboots an RDS database, with a failover to the standby where it is Multi-AZ.",
            Set.of(Resource.Kinds.RDS_INSTANCE),
            Repetition.PROBE,
            true,
            false,
            Map.of(
                    Cloud.AWS,
                    List.of(
                            "rds:RebootDBInstance",
                            "rds:DescribeDBInstances",
                            "rds:DescribeEvents",
                            "rds:ListTagsForResource")),
            List.of(
                    new ActionType.Parameter(
                            "failover",
                            ActionType.Form.BOOLEAN,
                            false,
                            "Whether a Multi-AZ database fails over to its standby; refused for a database that is not Multi-AZ.")),
            (target, with) -> new RebootDatabase(
                    Read.aimed(target, "reboot-database", Set.of(Resource.Kinds.RDS_INSTANCE)),
                    with.at("failover").boolOr(false)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("failover", failover);
    }

    @Override
    public String sentence() {
        return "reboot database " + target.name() + (failover ? " with failover" : "");
    }
}
