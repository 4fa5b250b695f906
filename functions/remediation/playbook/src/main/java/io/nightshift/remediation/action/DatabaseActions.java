package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;
import static io.nightshift.remediation.action.DeclaredAction.saysByKind;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;

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
            .optional(
                    "to",
                    Form.TEXT,
                    "The reader that becomes the writer; without it, that of the first tier.",
                    Json.of("a reader"))
            .madeBy(says("fail database cluster {target} over to {to}", "to", ParameterReading::reader));

    /** After it, the replica and its source are two databases, and writes to one are missing in the other. */
    public static final ActionType PROMOTE_REPLICA = named(
                    "promote-replica",
                    "Makes a read replica a database of its own, which takes writes. One-way: it never follows its source again, and writes that it had not received are lost in it.",
                    CONVERGENT)
            .on(Kinds.SQL_INSTANCE, Kinds.RDS_INSTANCE)
            .disruptive()
            .irreversible()
            .needs(Cloud.AWS, "rds:DescribeDBInstances", "rds:PromoteReadReplica", "rds:ListTagsForResource")
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.promoteReplica")
            .madeBy(says(
                    "promote replica {target} to a database of its own, ONE-WAY: nobody can make it a replica again"));

    public static final ActionType ADD_READER = named(
                    "add-reader",
                    "Adds a reader to an Aurora cluster, as large as its writer and of the last tier, up to a number of readers. The undo deletes it.",
                    CONVERGENT)
            .on(Kinds.RDS_CLUSTER)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "rds:DescribeDBClusters",
                    "rds:DescribeDBInstances",
                    "rds:CreateDBInstance",
                    "rds:AddTagsToResource",
                    "rds:DeleteDBInstance",
                    "rds:ListTagsForResource")
            .required("up-to", Form.INTEGER, "How many readers it has at most, from 1 to 15.")
            .madeBy(says(
                    "add a reader to database cluster {target}, up to {up-to}",
                    "up-to",
                    value -> ParameterReading.whole(value, 1, 15)));

    private static final String AUTHORITY = "authority";

    public static final ActionType ROTATE_DATABASE_CERTIFICATE = named(
                    "rotate-database-certificate",
                    "Lets a database present a certificate of another authority: the one that you name (RDS), or the one that was added last (Cloud SQL). Clients that do not trust it yet lose their access.",
                    CONVERGENT)
            .on(Kinds.SQL_INSTANCE, Kinds.RDS_INSTANCE)
            .disruptive()
            .undoable()
            .needs(Cloud.AWS, "rds:DescribeDBInstances", "rds:ModifyDBInstance", "rds:ListTagsForResource")
            .needs(
                    Cloud.GCP,
                    "cloudsql.instances.get",
                    "cloudsql.instances.listServerCas",
                    "cloudsql.instances.rotateServerCa")
            .optional(AUTHORITY, Form.TEXT, "On AWS, where it is required: the authority, such as rds-ca-rsa2048-g1.")
            .madeBy(saysByKind(
                    "rotate the certificate of database {target}",
                    Map.of(Kinds.RDS_INSTANCE, AUTHORITY),
                    Map.of(AUTHORITY, ParameterReading::computeName)));

    static final List<ActionType> ALL = List.of(
            STOP_DATABASE,
            START_DATABASE,
            ENABLE_DATABASE_INSIGHTS,
            ROTATE_DATABASE_CERTIFICATE,
            FAIL_OVER_CLUSTER,
            PROMOTE_REPLICA,
            ADD_READER);

    private DatabaseActions() {}
}
