package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.LoggingActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.model.Tag;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.guardduty.model.DetectorStatus;

/** What {@link LoggingActions} set on AWS. */
final class LoggingSettings {

    private LoggingSettings() {}

    static ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(LoggingActions.ENABLE_TRAIL, LoggingSettings::trail)
                .setting(LoggingActions.ENABLE_FLOW_LOGS, FlowLogs::of)
                .setting(LoggingActions.ENABLE_GUARDDUTY, LoggingSettings::detector)
                .setting(LoggingActions.SET_LOG_RETENTION, LoggingSettings::retention);
    }

    private static Setting trail(AwsRegionApis apis, DeclaredAction act) {
        var arn = AwsScope.arn(
                "cloudtrail", act.target().origin(), "trail/" + act.target().name());
        return new SdkSetting(
                () -> SdkSetting.found(
                        () -> Optional.of(State.of(
                                trailTags(apis, arn),
                                Boolean.TRUE.equals(apis.cloudTrail()
                                        .getTrailStatus(request -> request.name(arn))
                                        .isLogging()),
                                true)),
                        "TrailNotFoundException",
                        "InvalidTrailNameException",
                        "ResourceNotFoundException",
                        "CloudTrailARNInvalidException"),
                (from, to) -> {
                    if (SdkSetting.on(to)) {
                        apis.cloudTrail().startLogging(request -> request.name(arn));
                    } else {
                        apis.cloudTrail().stopLogging(request -> request.name(arn));
                    }
                });
    }

    private static Map<String, String> trailTags(AwsRegionApis apis, String arn) {
        return apis.cloudTrail().listTags(request -> request.resourceIdList(arn)).resourceTagList().stream()
                .findFirst()
                .map(found -> Tags.of(found.tagsList(), Tag::key, Tag::value))
                .orElse(Map.of());
    }

    /** The detector of another account is answered like a malformed request. */
    private static Setting detector(AwsRegionApis apis, DeclaredAction act) {
        var id = act.target().name();
        return new SdkSetting(
                () -> SdkSetting.found(
                        () -> {
                            var found = apis.guardDuty().getDetector(request -> request.detectorId(id));
                            return Optional.of(State.of(found.tags(), found.status() == DetectorStatus.ENABLED, true));
                        },
                        "BadRequestException"),
                (from, to) -> apis.guardDuty()
                        .updateDetector(request -> request.detectorId(id).enable(SdkSetting.on(to))));
    }

    /** The value is a number of days, or {@code none}: events are kept for ever. */
    private static Setting retention(AwsRegionApis apis, DeclaredAction act) {
        var name = act.target().name();
        return new SdkSetting(
                () -> group(apis, name)
                        .map(found -> State.of(
                                        groupTags(apis, found),
                                        found.retentionInDays() == null
                                                ? Json.of("none")
                                                : Json.of(found.retentionInDays()),
                                        Json.of(act.number("days")))
                                .cannotIf(
                                        keepsLonger(found, act.number("days")),
                                        "it would delete events that it keeps now")),
                (from, to) -> apis.logs()
                        .putRetentionPolicy(
                                request -> request.logGroupName(name).retentionInDays(SdkSetting.number(to))));
    }

    private static boolean keepsLonger(LogGroup found, int days) {
        return found.retentionInDays() == null || found.retentionInDays() > days;
    }

    private static Optional<LogGroup> group(AwsRegionApis apis, String name) {
        return apis.logs().describeLogGroupsPaginator(request -> request.logGroupNamePrefix(name)).logGroups().stream()
                .filter(found -> name.equals(found.logGroupName()))
                .findFirst();
    }

    private static Map<String, String> groupTags(AwsRegionApis apis, LogGroup found) {
        return apis.logs()
                .listTagsForResource(request -> request.resourceArn(found.logGroupArn()))
                .tags();
    }
}
