package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fails a regional Cloud SQL instance over to its standby. The call carries the settings version from before the act;
 * it refuses an instance without a standby.
 */
public record FailOverSql(Resource target) implements GcpAction {

    public static final ActionType TYPE = new ActionType(
            "fail-over-sql",
            "Fails a regional Cloud SQL instance over to its standby.",
            Set.of(Resource.Kinds.SQL_INSTANCE),
            Repetition.PROBE,
            true,
            false,
            Map.of(
                    Cloud.GCP,
                    List.of("cloudsql.instances.get", "cloudsql.instances.failover", "cloudsql.instances.list")),
            List.of(),
            (target, with) ->
                    new FailOverSql(Read.aimed(target, "fail-over-sql", Set.of(Resource.Kinds.SQL_INSTANCE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "fail database " + target.name() + " over to its standby";
    }
}
