package io.nightshift.aws.decode;

import io.nightshift.core.decode.Format;
import java.util.List;
import java.util.stream.Stream;

/**
 * The payload formats of AWS, in the order in which they are tried: batches, envelopes, EventBridge events, and last the
 * formats that are recognised by a few members only.
 */
public final class AwsFormats {

    private static final List<EventBridgeFormat> EVENTS = List.of(
            new AlarmStateChange(),
            new Ec2StateChange(),
            new AutoScalingEvent(),
            new RdsEvent(),
            new HealthEvent(),
            SecurityHubFindings.IMPORTED,
            SecurityHubFindings.CUSTOM_ACTION,
            new SecurityHubInsight(),
            new SecurityHubV2Findings(),
            new GuardDutyFinding(),
            ConfigEvent.COMPLIANCE,
            ConfigEvent.ITEM,
            new TrailEvent(),
            new EcsEvent(),
            EcsTaskEvent.TASK,
            EcsTaskEvent.CONTAINER_INSTANCE,
            new CostAnomalyEvent(),
            new LambdaDestinationEvent(),
            new EcrPush(),
            ImageScanEvent.ECR,
            ImageScanEvent.INSPECTOR,
            new IgnoredEvent(
                    "aws.cloudwatch",
                    "CloudWatch Alarm Configuration Change",
                    "an alarm was created, changed or deleted; its state did not change"));

    private AwsFormats() {}

    /** All formats, for a host that does not know its region: log lines then have no region. */
    public static List<Format> all() {
        return all("");
    }

    /**
     * All formats.
     *
     * @param region the region from which CloudWatch Logs delivers, which is missing in its payloads: the function's own
     */
    public static List<Format> all(String region) {
        var before = Stream.of(
                new SqsRecords(), new SnsRecords(), new LogSubscription(), new LogStream(), new SnsNotification());
        var after = Stream.of(
                new GenericEventBridgeEvent(),
                new ExportedFindings(),
                new TrailRecords(),
                new BucketNotification(),
                new DeveloperToolsNotification(),
                new ConfigNotification(),
                new GroupNotification(),
                new CostAnomaly(),
                new CacheNotification(),
                new AlarmAction(),
                new AlarmNotification(),
                new RdsNotification(),
                new LambdaDestination(),
                new WafLogEntry(),
                new LogBatch(region),
                new PipeBatch());
        return Stream.of(before, EVENTS.stream(), ServiceEvents.ALL.stream(), ServiceFinding.ALL.stream(), after)
                .flatMap(formats -> formats)
                .map(Format.class::cast)
                .toList();
    }
}
