package io.nightshift.remediation.aws.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.decode.AwsFormats;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.ProposedPolicy;
import io.nightshift.remediation.survey.SurveyedAlarm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule that is proposed for an alarm gets the event of that alarm, as AWS sends it. */
final class SampleEventsTest {

    private static final Path EVENTS = Path.of("../../../events/aws");
    private static final Decoders DECODERS = new Decoders(AwsFormats.all("eu-central-1"));
    private static final PolicyParser PARSER = new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE)));

    private static List<Signal.Alarm> alarms(byte[] payload) {
        return DECODERS.decode(Payload.of(payload)).signals().stream()
                .filter(Signal.Alarm.class::isInstance)
                .map(Signal.Alarm.class::cast)
                .toList();
    }

    private static List<String> rules(Signal.Alarm alarm) {
        var inventory = new Inventory(List.of(SurveyedAlarm.read(alarm, List.of())), List.of(), List.of());
        var proposal = ProposedPolicy.of(inventory);
        var policy = ((Parsed.Valid) PARSER.parse(proposal.yaml())).policy();
        return new PolicyRules(policy)
                .route(alarm).stream().map(route -> route.rule()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "instance-status-check, AWS/EC2, StatusCheckFailed_System, InstanceId=i-0abcd1234ef567890",
        "instance-other, AWS/EC2, CPUUtilization, InstanceId=i-0abcd1234ef567890",
        "instance-other, CWAgent, disk_used_percent, InstanceId=i-0abcd1234ef567890",
        "group-load, AWS/EC2, CPUUtilization, AutoScalingGroupName=web",
        "group-status-check, AWS/EC2, StatusCheckFailed, AutoScalingGroupName=web",
        "target-group-unhealthy, AWS/ApplicationELB, UnHealthyHostCount, TargetGroup=targetgroup/web/0123456789abcdef",
        "target-group-unhealthy, AWS/NetworkELB, HealthyHostCount, TargetGroup=targetgroup/web/0123456789abcdef",
        "target-group-other, AWS/ApplicationELB, TargetResponseTime, TargetGroup=targetgroup/web/0123456789abcdef",
        "load-balancer, AWS/ApplicationELB, HTTPCode_ELB_5XX_Count, LoadBalancer=app/web/0123456789abcdef",
        "database-storage, AWS/RDS, FreeStorageSpace, DBInstanceIdentifier=orders",
        "database-connections, AWS/RDS, DatabaseConnections, DBInstanceIdentifier=orders",
        "database-load, AWS/RDS, CPUUtilization, DBInstanceIdentifier=orders",
        "database-cluster, AWS/RDS, VolumeBytesUsed, DBClusterIdentifier=orders",
        "function-alias-errors, AWS/Lambda, Errors, FunctionName=checkout;Resource=checkout:live",
        "function-errors, AWS/Lambda, Errors, FunctionName=checkout",
        "function-other, AWS/Lambda, Throttles, FunctionName=checkout",
        "service-memory, AWS/ECS, MemoryUtilization, ClusterName=prod;ServiceName=web",
        "service-tasks, ECS/ContainerInsights, RunningTaskCount, ClusterName=prod;ServiceName=web",
        "service-other, AWS/ECS, CPUUtilization, ClusterName=prod;ServiceName=web",
        "other-alarms, Shop/Orders, Failed, Region=eu",
        "other-alarms, AWS/SQS, ApproximateAgeOfOldestMessage, QueueName=orders"
    })
    void eachProposedRuleGetsTheEventOfItsAlarm(String rule, String namespace, String metric, String dimensions)
            throws IOException {
        var members = dimensions.replace("=", "\": \"").replace(";", "\", \"");
        var event = Files.readString(EVENTS.resolve("cloudwatch/metric-alarm.json"))
                .replace("AWS/EC2", namespace)
                .replace("CPUUtilization", metric)
                .replace("InstanceId\": \"i-0abcd1234ef567890", members);
        var alarms = alarms(event.getBytes(StandardCharsets.UTF_8));
        assertThat(alarms).hasSize(1);
        assertThat(rules(alarms.getFirst())).containsExactly(rule);
    }

    @Test
    void everySampleOfAnAlarmHasARule() throws IOException {
        int found = 0;
        for (var file : samples()) {
            for (var alarm : alarms(Files.readAllBytes(file))) {
                assertThat(rules(alarm)).as(file.toString()).hasSize(1);
                found++;
            }
        }
        assertThat(found).isGreaterThan(15);
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().contains(".expected.")
                            && !file.toString().contains(".headers."))
                    .toList();
        }
    }
}
