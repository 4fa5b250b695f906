package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.DeletionMark;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import io.nightshift.remediation.execution.TagValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What {@link CleanupActions} tag and delete on AWS.
 *
 * @param clock for the date of a mark
 */
record AwsCleanupSettings(InstantSource clock) {

    private static final String NONE = "";
    private static final Duration RECENT = Duration.ofDays(1);

    ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(CleanupActions.TAG_RESOURCE, (apis, act) -> tag(apis, act, act.text("key"), act.text("value")))
                .setting(CleanupActions.MARK_FOR_DELETION, this::mark)
                .with(CleanupActions.SNAPSHOT_VOLUME, VolumeSnapshot::new)
                .deletion(CleanupActions.DELETE_VOLUME, this::volume)
                .deletion(
                        CleanupActions.DELETE_SNAPSHOT,
                        (apis, act) -> deletion(
                                apis,
                                act,
                                ec2 -> ec2.deleteSnapshot(request ->
                                        request.snapshotId(act.target().name()))))
                .deletion(
                        CleanupActions.RELEASE_ADDRESS,
                        (apis, act) -> deletion(
                                apis,
                                act,
                                ec2 -> ec2.releaseAddress(request ->
                                        request.allocationId(act.target().name()))));
    }

    private static SdkSetting tag(AwsRegionApis apis, DeclaredAction act, String key, String value) {
        var id = act.target().name();
        return new SdkSetting(
                () -> Ec2Resources.find(apis, act.target())
                        .map(found -> State.of(found.tags(), TagValue.of(found.tags(), key), Json.of(value))),
                (from, to) -> {
                    var tag = Tag.builder().key(key);
                    var text = TagValue.text(to);
                    if (text.isPresent()) {
                        apis.ec2()
                                .createTags(request -> request.resources(id)
                                        .tags(tag.value(text.get()).build()));
                    } else {
                        apis.ec2().deleteTags(request -> request.resources(id).tags(tag.build()));
                    }
                });
    }

    private DeletionMark mark(Map<String, String> tags) {
        return new DeletionMark(tags.getOrDefault(CleanupActions.MARK, NONE), clock.instant());
    }

    private Setting mark(AwsRegionApis apis, DeclaredAction act) {
        var tag = tag(apis, act, CleanupActions.MARK, NONE);
        return new SdkSetting(
                () -> Ec2Resources.find(apis, act.target()).map(found -> {
                    var mark = mark(found.tags());
                    return State.of(
                                    found.tags(),
                                    TagValue.of(found.tags(), CleanupActions.MARK),
                                    Json.of(mark.orNew(act.duration("after"))))
                            .cannotIf(found.used(), "something uses it");
                }),
                tag.writing());
    }

    private Setting deletion(AwsRegionApis apis, DeclaredAction act, Consumer<Ec2Client> delete) {
        return new SdkSetting(
                () -> Ec2Resources.find(apis, act.target()).map(found -> {
                    var mark = mark(found.tags());
                    var state = State.of(found.tags(), mark.value(), NONE).cannotIf(found.used(), "something uses it");
                    return mark.guarding(state, "tag");
                }),
                (from, to) -> delete.accept(apis.ec2()));
    }

    private Setting volume(AwsRegionApis apis, DeclaredAction act) {
        var id = act.target().name();
        var deletion = (SdkSetting) deletion(apis, act, ec2 -> ec2.deleteVolume(request -> request.volumeId(id)));
        return new SdkSetting(
                () -> deletion.reading()
                        .get()
                        .map(state -> state.cannotIf(
                                state.cannot().isEmpty() && !isKept(apis, id),
                                "no complete snapshot of the last 24 hours exists: take one by snapshot-volume")),
                deletion.writing());
    }

    private boolean isKept(AwsRegionApis apis, String volume) {
        var since = clock.instant().minus(RECENT);
        return apis
                .ec2()
                .describeSnapshotsPaginator(request -> request.ownerIds("self")
                        .filters(Filter.builder()
                                .name("volume-id")
                                .values(volume)
                                .build()))
                .snapshots()
                .stream()
                .anyMatch(snapshot -> snapshot.state() == SnapshotState.COMPLETED
                        && snapshot.startTime() != null
                        && snapshot.startTime().isAfter(since));
    }
}
