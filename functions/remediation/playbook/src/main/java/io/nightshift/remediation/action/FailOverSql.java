package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Fails a regional Cloud SQL instance over to its standby. The call carries the settings version from before the act;
 * it refuses an instance without a standby.
 */
public record FailOverSql(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "fail-over-sql", "Fails a regional Cloud SQL instance over to its standby.", Repetition.PROBE)
            .on(Kinds.SQL_INSTANCE)
            .disruptive()
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.failover", "cloudsql.instances.list")
            .withoutParameters(FailOverSql::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "fail database " + target.name() + " over to its standby";
    }
}
