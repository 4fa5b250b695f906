package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.AlarmClass.always;
import static io.nightshift.remediation.survey.AlarmClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/**
 * The classes of Cloud Monitoring's alerting policies, in the order of their rules, and the policies that each resource should
 * have.
 *
 * @see <a href="https://cloud.google.com/monitoring/api/metrics_gcp">Google Cloud metrics</a>
 */
final class GcpAlarms {

    private static final AlarmClass.Source MONITORING = new AlarmClass.Source("gcp.monitoring", "metric_type");
    private static final String SQL = "cloudsql.googleapis.com/database/";
    private static final String REQUESTS = "run.googleapis.com/request_count";

    static final List<AlarmClass> CLASSES = List.of(
            forPeople(
                    "uptime-check",
                    MONITORING.metric("", SurveyedResource.UPTIME_METRIC),
                    "A check from outside fails: the alert names a URL, not what is behind it."),
            new AlarmClass(
                    "run-errors",
                    MONITORING.metric(Kinds.RUN_SERVICE, REQUESTS),
                    "Errors mostly begin with a new revision; the traffic goes back to the last good one before.",
                    always(ProposedRung.of("shift-traffic-back", "5m"))),
            forPeople(
                    "run-other",
                    MONITORING.other(Kinds.RUN_SERVICE),
                    "Latency or load of a service: its limits or its code have to change."),
            new AlarmClass(
                    "sql-down",
                    MONITORING.metric(Kinds.SQL_INSTANCE, SQL + "up"),
                    "The database does not answer. A restart interrupts nobody who is still served.",
                    always(ProposedRung.of("restart-sql", "10m"))),
            new AlarmClass(
                    "sql-connections",
                    MONITORING.metric(Kinds.SQL_INSTANCE, SQL + "postgresql/num_backends*"),
                    "Sessions that idle in a transaction hold connections. NIGHTSHIFT_DATABASE_MAIN_URL is the connection.",
                    always(ProposedRung.of("terminate-idle-sessions", "2m")
                            .with("database", "main")
                            .with("idle-for", "10m"))),
            forPeople(
                    "sql-other",
                    MONITORING.other(Kinds.SQL_INSTANCE),
                    "Storage, load or replication: storage can grow by itself if the instance has automatic increase."),
            new AlarmClass(
                    "vm-stopped",
                    MONITORING.metric(Kinds.GCE_INSTANCE, "compute.googleapis.com/instance/uptime*"),
                    "The machine does not run. A managed group makes it anew; any other machine is left alone.",
                    always(ProposedRung.of("recreate-instance", "10m"))),
            forPeople(
                    "vm-other",
                    MONITORING.other(Kinds.GCE_INSTANCE),
                    "Load, memory or disk of one machine: no action here is safe without knowing the cause."),
            forPeople(
                    "instance-group",
                    MONITORING.other(Kinds.INSTANCE_GROUP),
                    "Its autoscaler works on its size; if the alert stays, somebody has to look."),
            forPeople(
                    "other-policies",
                    MONITORING.rest(),
                    "Logs, queries, your own metrics and other services: the alert names nothing to act on."));

    static final List<ExpectedAlarm> EXPECTED = List.of(
            ExpectedAlarm.of(MONITORING, Kinds.SQL_INSTANCE, SQL + "disk/utilization", "a full database stops"),
            ExpectedAlarm.of(
                    MONITORING,
                    Kinds.SQL_INSTANCE,
                    SQL + "cpu/utilization",
                    "an overloaded database slows every client"),
            ExpectedAlarm.of(MONITORING, Kinds.RUN_SERVICE, REQUESTS, "nobody notices errors"),
            ExpectedAlarm.of(
                    MONITORING,
                    SurveyedResource.UPTIME_CHECK,
                    SurveyedResource.UPTIME_METRIC,
                    "a check without a policy tells nobody"));

    private GcpAlarms() {}
}
