package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Reboots an RDS database, with a failover to the standby if it is Multi-AZ. While the status is {@code rebooting}
 * the act has happened; afterwards this cannot be determined, so the act is not repeated.
 */
public record RebootDatabase(Resource target, boolean failover) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "reboot-database",
                    "Reboots an RDS database, with a failover to the standby where it is Multi-AZ.",
                    Repetition.PROBE)
            .on(Kinds.RDS_INSTANCE)
            .disruptive()
            .needs(
                    Cloud.AWS,
                    "rds:RebootDBInstance",
                    "rds:DescribeDBInstances",
                    "rds:DescribeEvents",
                    "rds:ListTagsForResource")
            .optional(
                    "failover",
                    Form.BOOLEAN,
                    "Whether a Multi-AZ database fails over to its standby; refused for a database that is not Multi-AZ.")
            .readBy((target, with) ->
                    new RebootDatabase(target, with.at("failover").boolOr(false)));

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
