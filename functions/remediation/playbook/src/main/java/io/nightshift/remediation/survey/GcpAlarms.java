package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.SignalClass.always;
import static io.nightshift.remediation.survey.SignalClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/**
 * The classes of Cloud Monitoring's alerting policies, in the order of their rules, and the policies that each resource should
 * have.
 *
 * @see <a href="https://cloud.google.com/monitoring/api/metrics_gcp">Google Cloud metrics</a>
 */
final class GcpAlarms {

    private static final SignalClass.Source MONITORING = SignalClass.Source.alarms("gcp.monitoring", "metric_type");
    private static final String SQL = "cloudsql.googleapis.com/database/";
    private static final String RUN = "run.googleapis.com/";
    private static final String REQUESTS = RUN + "request_count";

    static final List<SignalClass> CLASSES = List.of(
            forPeople(
                    "uptime-check",
                    MONITORING.metric("", SurveyedResource.UPTIME_METRIC),
                    "A check from outside fails: the alert names a URL, not what is behind it."),
            new SignalClass(
                    "run-errors",
                    MONITORING.metric(Kinds.RUN_SERVICE, REQUESTS),
                    "Errors mostly begin with a new revision; the traffic goes back to the last good one before.",
                    always(ProposedRung.of("shift-traffic-back", "5m"))),
            new SignalClass(
                    "run-memory",
                    MONITORING.metric(Kinds.RUN_SERVICE, RUN + "container/memory/utilizations"),
                    "Memory that only grows is a leak: new instances begin with little. Old ones serve until the new ones do.",
                    always(ProposedRung.of("restart-run-service", "10m"))),
            new SignalClass(
                    "run-load",
                    MONITORING.metric(Kinds.RUN_SERVICE, RUN + "container/*"),
                    "More instances take load from the others, up to a limit: set it to what you want to pay for.",
                    always(ProposedRung.of("raise-instances", "10m")
                            .with("by", "1")
                            .with("up-to", "10"))),
            new SignalClass(
                    "run-job-failed",
                    MONITORING.metric(Kinds.RUN_JOB, RUN + "job/completed_*"),
                    "A job that failed for a passing reason succeeds when it runs once more.",
                    always(ProposedRung.of("run-job", "30m"))),
            forPeople(
                    "run-other",
                    MONITORING.other(Kinds.RUN_SERVICE),
                    "Latency or load of a service: its limits or its code have to change."),
            new SignalClass(
                    "sql-down",
                    MONITORING.metric(Kinds.SQL_INSTANCE, SQL + "up"),
                    "The database does not answer. A restart interrupts nobody who is still served.",
                    always(ProposedRung.of("restart-sql", "10m"))),
            new SignalClass(
                    "sql-connections",
                    MONITORING.metric(Kinds.SQL_INSTANCE, SQL + "postgresql/num_backends*"),
                    "Sessions that idle in a transaction hold connections. NIGHTSHIFT_DATABASE_MAIN_URL is the connection.",
                    always(ProposedRung.of("terminate-idle-sessions", "2m")
                            .with("database", "main")
                            .with("idle-for", "10m"))),
            new SignalClass(
                    "sql-storage",
                    MONITORING.metric(Kinds.SQL_INSTANCE, SQL + "disk/*"),
                    "A full database stops. More storage helps at once, and can never be made smaller again.",
                    always(ProposedRung.of("grow-database-storage", "30m")
                            .with("by-percent", "20")
                            .with("up-to-gib", "500"))),
            new SignalClass(
                    "sql-load",
                    MONITORING.metric(Kinds.SQL_INSTANCE, SQL + "cpu/*"),
                    "Insights record which statements load the database; a person reads them.",
                    always(ProposedRung.of("enable-database-insights", "10m"), ProposedRung.person())),
            forPeople(
                    "sql-other",
                    MONITORING.other(Kinds.SQL_INSTANCE),
                    "Memory or replication: a restart interrupts every client and seldom helps."),
            new SignalClass(
                    "vm-stopped",
                    MONITORING.metric(Kinds.GCE_INSTANCE, "compute.googleapis.com/instance/uptime*"),
                    "The machine does not run. A managed group makes it anew; any other one is started.",
                    always(ProposedRung.of("recreate-instance", "10m"), ProposedRung.of("start-instance", "5m"))),
            forPeople(
                    "vm-other",
                    MONITORING.other(Kinds.GCE_INSTANCE),
                    "Load, memory or disk of one machine: no action here is safe without knowing the cause."),
            new SignalClass(
                    "instance-group-load",
                    MONITORING.metric(Kinds.INSTANCE_GROUP, "*cpu/utilization"),
                    "Its autoscaler is at its maximum. A higher one takes load from the others: set the limit to what you want to pay for.",
                    always(ProposedRung.of("raise-autoscaler-maximum", "15m")
                            .with("by", "1")
                            .with("up-to", "10"))),
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
            ExpectedAlarm.of(MONITORING, Kinds.SQL_INSTANCE, SQL + "up", "nobody notices that it does not answer"),
            ExpectedAlarm.of(MONITORING, Kinds.RUN_SERVICE, REQUESTS, "nobody notices errors"),
            ExpectedAlarm.of(
                    MONITORING,
                    SurveyedResource.UPTIME_CHECK,
                    SurveyedResource.UPTIME_METRIC,
                    "a check without a policy tells nobody"));

    private GcpAlarms() {}
}
