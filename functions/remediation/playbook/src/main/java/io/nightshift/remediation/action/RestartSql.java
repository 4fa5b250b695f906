package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restarts a Cloud SQL instance. A restart operation that is newer than the act shows that it happened.
 */
public record RestartSql(Resource target) implements GcpAction {

    public static final ActionType TYPE = new ActionType(
            "restart-sql",
            "Restarts a Cloud SQL instance.",
            Set.of(Resource.Kinds.SQL_INSTANCE),
            Repetition.PROBE,
            true,
            false,
            Map.of(
                    Cloud.GCP,
                    List.of("cloudsql.instances.get", "cloudsql.instances.restart", "cloudsql.instances.list")),
            List.of(),
            (target, with) -> new RestartSql(Read.aimed(target, "restart-sql", Set.of(Resource.Kinds.SQL_INSTANCE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "restart database " + target.name();
    }
}
