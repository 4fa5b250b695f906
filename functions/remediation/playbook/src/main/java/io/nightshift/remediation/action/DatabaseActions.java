package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** Actions on databases that set a property. */
public final class DatabaseActions {

    public static final ActionType STOP_DATABASE = named(
                    "stop-database",
                    "Stops a database. RDS starts it again by itself after seven days, Cloud SQL does not.",
                    CONVERGENT)
            .on(Kinds.SQL_INSTANCE, Kinds.RDS_INSTANCE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.AWS,
                    "rds:DescribeDBInstances",
                    "rds:StopDBInstance",
                    "rds:StartDBInstance",
                    "rds:ListTagsForResource")
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .madeBy(says("stop database {target}"));

    public static final ActionType START_DATABASE = named("start-database", "Starts a stopped database.", CONVERGENT)
            .on(Kinds.SQL_INSTANCE, Kinds.RDS_INSTANCE)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "rds:DescribeDBInstances",
                    "rds:StartDBInstance",
                    "rds:StopDBInstance",
                    "rds:ListTagsForResource")
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .madeBy(says("start database {target}"));

    public static final ActionType ENABLE_DATABASE_INSIGHTS = named(
                    "enable-database-insights",
                    "Records what a database waits for (Performance Insights, Query Insights).",
                    CONVERGENT)
            .on(Kinds.SQL_INSTANCE, Kinds.RDS_INSTANCE)
            .undoable()
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .needs(Cloud.AWS, "rds:DescribeDBInstances", "rds:ModifyDBInstance", "rds:ListTagsForResource")
            .madeBy(says("enable insights of database {target}"));

    public static final ActionType FAIL_OVER_CLUSTER = named(
                    "fail-over-cluster", "Fails an Aurora cluster over to its reader of the first tier.", CONVERGENT)
            .on(Kinds.RDS_CLUSTER)
            .disruptive()
            .needs(Cloud.AWS, "rds:DescribeDBClusters", "rds:FailoverDBCluster", "rds:ListTagsForResource")
            .madeBy(says("fail database cluster {target} over to a reader"));

    static final List<ActionType> ALL =
            List.of(STOP_DATABASE, START_DATABASE, ENABLE_DATABASE_INSIGHTS, FAIL_OVER_CLUSTER);

    private DatabaseActions() {}
}
