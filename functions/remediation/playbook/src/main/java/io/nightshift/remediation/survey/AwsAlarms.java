package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.ProposedRung.person;
import static io.nightshift.remediation.survey.SignalClass.always;
import static io.nightshift.remediation.survey.SignalClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The classes of CloudWatch's alarms, in the order of their rules, and the alarms that each resource should have.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html">AWS:
 *     recommended alarms</a>
 */
final class AwsAlarms {

    private static final SignalClass.Source CLOUDWATCH = SignalClass.Source.alarms("aws.cloudwatch", "metric");
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int FIRST_LIMIT = 100;

    static final List<SignalClass> CLASSES = List.of(
            new SignalClass(
                    "instance-status-check",
                    CLOUDWATCH.metric(Kinds.EC2_INSTANCE, "StatusCheckFailed*"),
                    "The instance or its host is impaired. A reboot fixes many; in a group a new instance fixes the rest.",
                    AwsAlarms::impaired),
            forPeople(
                    "instance-other",
                    CLOUDWATCH.other(Kinds.EC2_INSTANCE),
                    "Load, memory or disk of one instance: no action here is safe without knowing the cause."),
            new SignalClass(
                    "group-load",
                    CLOUDWATCH.metric(Kinds.AUTO_SCALING_GROUP, "CPUUtilization"),
                    "One more instance takes load from the others; never above the maximum of the group.",
                    always(ProposedRung.of("scale-out-group", "10m"))),
            new SignalClass(
                    "group-status-check",
                    CLOUDWATCH.metric(Kinds.AUTO_SCALING_GROUP, "StatusCheckFailed*"),
                    "One of its instances is impaired: the group starts a new one in its place.",
                    always(ProposedRung.of("replace-instance", "10m"))),
            forPeople(
                    "group-other",
                    CLOUDWATCH.other(Kinds.AUTO_SCALING_GROUP),
                    "Memory or network of the whole group: the cause is in the application."),
            new SignalClass(
                    "target-group-unhealthy",
                    CLOUDWATCH.metric(Kinds.TARGET_GROUP, "*HealthyHostCount"),
                    "The load balancer tells which instance is unhealthy. A reboot fixes many; in a group a new one fixes the rest.",
                    AwsAlarms::impaired),
            forPeople(
                    "target-group-other",
                    CLOUDWATCH.other(Kinds.TARGET_GROUP),
                    "Errors or latency of the targets: the cause is in the application."),
            forPeople(
                    "load-balancer",
                    CLOUDWATCH.other(Kinds.LOAD_BALANCER),
                    "Errors or latency of the load balancer: the cause is in the application or in the network."),
            new SignalClass(
                    "database-storage",
                    CLOUDWATCH.metric(Kinds.RDS_INSTANCE, "FreeStorageSpace"),
                    "A full database stops. More storage helps at once, and can never be made smaller again.",
                    inventory -> List.of(ProposedRung.of("grow-database-storage", "30m")
                            .with("by-percent", "20")
                            .with("up-to-gib", Long.toString(limit(inventory))))),
            new SignalClass(
                    "database-connections",
                    CLOUDWATCH.metric(Kinds.RDS_INSTANCE, "DatabaseConnections"),
                    "Sessions that idle in a transaction hold connections (PostgreSQL only). NIGHTSHIFT_DATABASE_MAIN_URL is the connection.",
                    AwsAlarms::connections),
            new SignalClass(
                    "database-load",
                    CLOUDWATCH.metric(Kinds.RDS_INSTANCE, "CPUUtilization"),
                    "Insights record which statements the database waits for; a person reads them.",
                    always(ProposedRung.of("enable-database-insights", "10m"), ProposedRung.person())),
            forPeople(
                    "database-other",
                    CLOUDWATCH.other(Kinds.RDS_INSTANCE),
                    "Memory or replication: a reboot interrupts every client and seldom helps."),
            forPeople(
                    "database-cluster",
                    CLOUDWATCH.other(Kinds.RDS_CLUSTER),
                    "A failover of a cluster interrupts every client; somebody decides."),
            new SignalClass(
                    "function-alias-errors",
                    CLOUDWATCH.labels(Kinds.LAMBDA_FUNCTION, Map.of("metric", "Errors", "Resource", "*:*")),
                    "Errors of an alias mostly begin with a new version; the alias goes back to the version before.",
                    always(ProposedRung.of("roll-back-alias", "5m"))),
            new SignalClass(
                    "function-errors",
                    CLOUDWATCH.metric(Kinds.LAMBDA_FUNCTION, "Errors"),
                    "Errors mostly begin with a new version; an alias can go back to the version before.",
                    AwsAlarms::functionErrors),
            forPeople(
                    "function-other",
                    CLOUDWATCH.other(Kinds.LAMBDA_FUNCTION),
                    "Throttling or duration: the limit or the code has to change."),
            new SignalClass(
                    "service-memory",
                    CLOUDWATCH.metric(Kinds.ECS_SERVICE, "MemoryUtilization"),
                    "Memory that only grows is a leak: new tasks begin with little. Old tasks serve until the new ones do.",
                    always(ProposedRung.of("redeploy-service", "10m"))),
            new SignalClass(
                    "service-tasks",
                    CLOUDWATCH.metric(Kinds.ECS_SERVICE, "RunningTaskCount"),
                    "Too few tasks run. New tasks may start; if not, the version before did.",
                    always(ProposedRung.of("redeploy-service", "10m"), ProposedRung.of("roll-back-service", "10m"))),
            forPeople(
                    "service-other",
                    CLOUDWATCH.other(Kinds.ECS_SERVICE),
                    "Load of a service: its scaling or its code has to change."),
            forPeople(
                    "other-alarms",
                    CLOUDWATCH.rest(),
                    "Composite alarms, your own metrics and other services: the alarm names nothing to act on."));

    static final List<ExpectedAlarm> EXPECTED = List.of(
            ExpectedAlarm.of(CLOUDWATCH, Kinds.RDS_INSTANCE, "FreeStorageSpace", "a full database stops")
                    .unless(database -> database.fact(SurveyedResource.ENGINE)
                            .filter(engine -> engine.startsWith("aurora"))
                            .isPresent()),
            ExpectedAlarm.of(
                    CLOUDWATCH, Kinds.RDS_INSTANCE, "CPUUtilization", "an overloaded database slows every client"),
            ExpectedAlarm.of(
                    CLOUDWATCH,
                    Kinds.RDS_INSTANCE,
                    "DatabaseConnections",
                    "without free connections no client gets in"),
            ExpectedAlarm.of(
                            CLOUDWATCH,
                            Kinds.TARGET_GROUP,
                            "UnHealthyHostCount",
                            "nobody notices targets that get no traffic")
                    .or("HealthyHostCount"),
            ExpectedAlarm.of(CLOUDWATCH, Kinds.LAMBDA_FUNCTION, "Errors", "nobody notices failed calls"),
            ExpectedAlarm.of(
                            CLOUDWATCH,
                            Kinds.AUTO_SCALING_GROUP,
                            "StatusCheckFailed",
                            "nobody notices impaired instances")
                    .or("StatusCheckFailed_*"),
            ExpectedAlarm.of(
                    CLOUDWATCH,
                    Kinds.AUTO_SCALING_GROUP,
                    "CPUUtilization",
                    "nobody notices that it needs more instances"),
            ExpectedAlarm.of(CLOUDWATCH, Kinds.EC2_INSTANCE, "StatusCheckFailed", "nobody notices that it is impaired")
                    .or("StatusCheckFailed_*")
                    .unless(instance -> instance.fact(SurveyedResource.GROUP).isPresent()),
            ExpectedAlarm.of(
                    CLOUDWATCH, Kinds.ECS_SERVICE, "CPUUtilization", "an overloaded service slows every client"),
            ExpectedAlarm.of(CLOUDWATCH, Kinds.ECS_SERVICE, "MemoryUtilization", "tasks without memory are killed"));

    private AwsAlarms() {}

    private static List<ProposedRung> impaired(Inventory inventory) {
        var reboot = ProposedRung.of("reboot-instance", "5m");
        boolean inGroups = inventory
                .ofKind(Kinds.EC2_INSTANCE)
                .anyMatch(one -> one.fact(SurveyedResource.GROUP).isPresent());
        return inGroups ? List.of(reboot, ProposedRung.of("replace-instance", "10m")) : List.of(reboot);
    }

    /** Twice the largest database, in hundreds. */
    private static long limit(Inventory inventory) {
        long largest = inventory
                .ofKind(Kinds.RDS_INSTANCE)
                .flatMap(one -> one.fact(SurveyedResource.GIB).stream())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(FIRST_LIMIT / 2);
        return Math.ceilDiv(2 * largest, FIRST_LIMIT) * FIRST_LIMIT;
    }

    private static List<ProposedRung> connections(Inventory inventory) {
        boolean postgres = inventory
                .ofKind(Kinds.RDS_INSTANCE)
                .anyMatch(one -> one.fact(SurveyedResource.ENGINE)
                        .filter(engine -> engine.contains("postgres"))
                        .isPresent());
        return postgres
                ? List.of(ProposedRung.of("terminate-idle-sessions", "2m")
                        .with("database", "main")
                        .with("idle-for", "10m"))
                : List.of(person());
    }

    /** An alarm on a function names no alias; one that all functions have is the one that serves. */
    private static List<ProposedRung> functionErrors(Inventory inventory) {
        var aliases = inventory
                .ofKind(Kinds.LAMBDA_FUNCTION)
                .map(one -> one.fact(SurveyedResource.ALIASES).orElse(""))
                .distinct()
                .toList();
        return aliases.size() == 1 && ALIAS.matcher(aliases.getFirst()).matches()
                ? List.of(ProposedRung.of("roll-back-alias", "5m").on("{FunctionName}:" + aliases.getFirst()))
                : List.of(person());
    }
}
