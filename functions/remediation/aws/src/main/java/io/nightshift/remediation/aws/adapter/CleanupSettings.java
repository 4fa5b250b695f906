package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
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
record CleanupSettings(InstantSource clock) {

    /** How long a mark that has passed allows the deletion. */
    private static final int VALID_DAYS = 14;

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

    /** The value is that of the tag, empty without one. */
    private static SdkSetting tag(AwsRegionApis apis, DeclaredAction act, String key, String value) {
        var id = act.target().name();
        return new SdkSetting(
                () -> Ec2Resources.find(apis, act.target())
                        .map(found -> State.of(found.tags(), found.tags().getOrDefault(key, NONE), value)),
                (from, to) -> {
                    var tag = Tag.builder().key(key);
                    if (to.equals(Json.of(NONE))) {
                        apis.ec2().deleteTags(request -> request.resources(id).tags(tag.build()));
                    } else {
                        apis.ec2()
                                .createTags(request -> request.resources(id)
                                        .tags(tag.value(SdkSetting.text(to)).build()));
                    }
                });
    }

    /** A mark stays as it is: a repeated finding never moves the date. One that passed long ago is made anew. */
    private Setting mark(AwsRegionApis apis, DeclaredAction act) {
        var tag = tag(apis, act, CleanupActions.MARK, NONE);
        var date = LocalDate.ofInstant(clock.instant().plus(act.duration("after")), ZoneOffset.UTC);
        return new SdkSetting(
                () -> Ec2Resources.find(apis, act.target()).map(found -> {
                    var now = found.tags().getOrDefault(CleanupActions.MARK, NONE);
                    return State.of(found.tags(), now, now.isEmpty() || stale(now) ? date.toString() : now)
                            .cannotIf(found.used(), "something uses it");
                }),
                tag.writing());
    }

    private Setting deletion(AwsRegionApis apis, DeclaredAction act, Consumer<Ec2Client> delete) {
        return new SdkSetting(
                () -> Ec2Resources.find(apis, act.target()).map(found -> {
                    var mark = Optional.ofNullable(found.tags().get(CleanupActions.MARK));
                    return State.of(found.tags(), mark.orElse(NONE), NONE)
                            .cannotIf(found.used(), "something uses it")
                            .cannotIf(
                                    mark.isEmpty(), "it is not marked: the tag " + CleanupActions.MARK + " is missing")
                            .cannotIf(
                                    !mark.map(this::passed).orElse(false),
                                    "its mark has not passed: " + CleanupActions.MARK
                                            + " is a later date, no date, or passed more than 14 days ago");
                }),
                (from, to) -> delete.accept(apis.ec2()));
    }

    /** What was marked long ago may have been used since. */
    private boolean stale(String mark) {
        try {
            var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return LocalDate.parse(mark).isBefore(today.minusDays(VALID_DAYS));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private boolean passed(String mark) {
        try {
            return LocalDate.parse(mark).isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)) && !stale(mark);
        } catch (DateTimeParseException e) {
            return false;
        }
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
