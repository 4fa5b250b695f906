package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Restarts a Cloud SQL instance. A restart operation that is newer than the act shows that it happened.
 */
public record RestartSql(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "restart-sql", "Restarts a Cloud SQL instance.", Repetition.PROBE)
            .on(Kinds.SQL_INSTANCE)
            .disruptive()
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.restart", "cloudsql.instances.list")
            .withoutParameters(RestartSql::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "restart database " + target.name();
    }
}
