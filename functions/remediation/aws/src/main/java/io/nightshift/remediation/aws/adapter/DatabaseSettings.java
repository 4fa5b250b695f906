package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** Properties of RDS databases. */
final class DatabaseSettings {

    private static final String ANY_READER = "a reader";

    private DatabaseSettings() {}

    static ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(DatabaseActions.STOP_DATABASE, (apis, act) -> running(apis, act, false))
                .setting(DatabaseActions.START_DATABASE, (apis, act) -> running(apis, act, true))
                .setting(DatabaseActions.FAIL_OVER_CLUSTER, DatabaseSettings::writer)
                .setting(DatabaseActions.PROMOTE_REPLICA, DatabaseSettings::source)
                .setting(DatabaseActions.ADD_READER, ClusterReaders::new)
                .with(GoogleActions.FAIL_OVER_CACHE, CacheFailover::new)
                .setting(DatabaseActions.ROTATE_DATABASE_CERTIFICATE, DatabaseSettings::authority)
                .setting(
                        DatabaseActions.ENABLE_DATABASE_INSIGHTS,
                        (apis, act) -> flag(
                                apis,
                                act,
                                true,
                                found -> Boolean.TRUE.equals(found.performanceInsightsEnabled()),
                                ModifyDbInstanceRequest.Builder::enablePerformanceInsights));
    }

    /** The value is the writer. The reader to fail over to is chosen before the act, so that a repetition changes nothing. */
    private static Setting writer(AwsRegionApis apis, DeclaredAction act) {
        var name = act.target().name();
        return new SdkSetting(
                () -> cluster(apis, name).map(found -> {
                    var writer = members(found, true).map(DBClusterMember::dbInstanceIdentifier);
                    var to = act.text("to");
                    var reader = to.equals(ANY_READER)
                            ? members(found, false).map(DBClusterMember::dbInstanceIdentifier)
                            : Optional.of(to);
                    boolean member = reader.filter(one -> found.dbClusterMembers().stream()
                                    .anyMatch(database ->
                                            database.dbInstanceIdentifier().equals(one)))
                            .isPresent();
                    return State.of(Tags.ofRds(found.tagList()), writer.orElse(""), reader.orElse("none"))
                            .cannotIf(reader.isEmpty(), "it has no reader to fail over to")
                            .cannotIf(!member, "it has no database " + to)
                            .busyIf(!"available".equals(found.status()), "the cluster is " + found.status());
                }),
                (from, to) -> apis.rds()
                        .failoverDBCluster(request ->
                                request.dbClusterIdentifier(name).targetDBInstanceIdentifier(SdkSetting.text(to))));
    }

    /** The value is the database that it follows; of a promoted one there is none. */
    private static Setting source(AwsRegionApis apis, DeclaredAction act) {
        var database = new Databases(apis, act.target());
        return new SdkSetting(
                () -> database.find()
                        .map(found -> State.of(
                                        Databases.tags(found),
                                        Objects.requireNonNullElse(found.readReplicaSourceDBInstanceIdentifier(), ""),
                                        "")
                                .cannotIf(
                                        found.dbClusterIdentifier() != null,
                                        "it belongs to a cluster: fail-over-cluster is for those")
                                .busyIf(!found.dbInstanceStatus().equals("available"), Databases.busy(found))),
                (from, to) -> apis.rds()
                        .promoteReadReplica(request ->
                                request.dbInstanceIdentifier(act.target().name())));
    }

    private static Optional<DBClusterMember> members(DBCluster cluster, boolean writer) {
        return cluster.dbClusterMembers().stream()
                .filter(member -> Boolean.TRUE.equals(member.isClusterWriter()) == writer)
                .min(Comparator.comparing((DBClusterMember member) ->
                                Optional.ofNullable(member.promotionTier()).orElse(15))
                        .thenComparing(DBClusterMember::dbInstanceIdentifier));
    }

    static Setting publicAccess(AwsRegionApis apis, DeclaredAction act) {
        return flag(
                apis,
                act,
                false,
                found -> Boolean.TRUE.equals(found.publiclyAccessible()),
                ModifyDbInstanceRequest.Builder::publiclyAccessible);
    }

    /** A database of a cluster has the protection of its cluster. */
    static Setting protection(AwsRegionApis apis, DeclaredAction act) {
        return flag(
                apis,
                act,
                true,
                found -> Boolean.TRUE.equals(found.deletionProtection()),
                ModifyDbInstanceRequest.Builder::deletionProtection);
    }

    /**
     * RDS restarts an engine that cannot rotate without.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html">AWS:
     *     rotating your certificate</a>
     */
    private static Setting authority(AwsRegionApis apis, DeclaredAction act) {
        return property(
                apis,
                act,
                Json.of(act.text("authority")),
                found -> Json.of(Objects.requireNonNullElse(found.caCertificateIdentifier(), "")),
                (request, to) -> request.caCertificateIdentifier(SdkSetting.text(to)));
    }

    private static Setting flag(
            AwsRegionApis apis,
            DeclaredAction act,
            boolean wanted,
            Predicate<DBInstance> now,
            BiConsumer<ModifyDbInstanceRequest.Builder, Boolean> change) {
        return property(
                apis,
                act,
                Json.of(wanted),
                found -> Json.of(now.test(found)),
                (request, to) -> change.accept(request, SdkSetting.on(to)));
    }

    private static Setting property(
            AwsRegionApis apis,
            DeclaredAction act,
            Json wanted,
            Function<DBInstance, Json> now,
            BiConsumer<ModifyDbInstanceRequest.Builder, Json> change) {
        var database = new Databases(apis, act.target());
        return new SdkSetting(
                () -> database.find()
                        .map(found -> State.of(Databases.tags(found), now.apply(found), wanted)
                                .cannotIf(
                                        waits(found),
                                        "other changes wait for its maintenance window: they would be made now")
                                .busyIf(!found.dbInstanceStatus().equals("available"), Databases.busy(found))),
                (from, to) -> database.modify(request -> change.accept(request, to)));
    }

    /** A change that is made at once takes all changes along that wait. */
    private static boolean waits(DBInstance found) {
        var pending = found.pendingModifiedValues();
        return pending != null
                && !pending.equals(PendingModifiedValues.builder().build());
    }

    static Setting clusterProtection(AwsRegionApis apis, DeclaredAction act) {
        var name = act.target().name();
        return new SdkSetting(
                () -> cluster(apis, name)
                        .map(found -> State.of(
                                Tags.ofRds(found.tagList()), Boolean.TRUE.equals(found.deletionProtection()), true)),
                (from, to) -> apis.rds()
                        .modifyDBCluster(request -> request.dbClusterIdentifier(name)
                                .deletionProtection(SdkSetting.on(to))
                                .applyImmediately(true)));
    }

    static Optional<DBCluster> cluster(AwsRegionApis apis, String name) {
        return SdkSetting.found(
                () -> apis.rds().describeDBClusters(request -> request.dbClusterIdentifier(name)).dbClusters().stream()
                        .findFirst(),
                "DBClusterNotFoundFault");
    }

    /**
     * A database that starts or stops counts as started or stopped.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html">limitations: replicas, and
     *     seven days</a>
     */
    private static Setting running(AwsRegionApis apis, DeclaredAction act, boolean wanted) {
        var database = new Databases(apis, act.target());
        return new SdkSetting(
                () -> database.find().map(found -> {
                    var status = found.dbInstanceStatus();
                    boolean stopped = status.equals("stopped") || status.equals("stopping");
                    return State.of(Databases.tags(found), !stopped, wanted)
                            .cannotIf(found.dbClusterIdentifier() != null, "it is part of a cluster")
                            .busyIf(!status.equals("stopped") && !status.equals("available"), Databases.busy(found));
                }),
                (from, to) -> run(apis, act.target().name(), SdkSetting.on(to)));
    }

    private static void run(AwsRegionApis apis, String name, boolean running) {
        if (running) {
            apis.rds().startDBInstance(request -> request.dbInstanceIdentifier(name));
        } else {
            apis.rds().stopDBInstance(request -> request.dbInstanceIdentifier(name));
        }
    }
}
