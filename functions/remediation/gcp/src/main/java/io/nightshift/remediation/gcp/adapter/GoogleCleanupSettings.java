package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.DeletionMark;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import io.nightshift.remediation.execution.TagValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@link CleanupActions} label and delete on Google Cloud.
 *
 * @param clock for the date of a mark, and the age of a snapshot
 */
record GoogleCleanupSettings(InstantSource clock) {

    private static final String NONE = "";
    private static final Duration RECENT = Duration.ofDays(1);

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern VALUE = Pattern.compile("[a-z0-9_-]{0,63}");

    ExecutionTable<GcpApis> table() {
        return new ExecutionTable<GcpApis>()
                .setting(CleanupActions.TAG_RESOURCE, GoogleCleanupSettings::label)
                .setting(CleanupActions.MARK_FOR_DELETION, this::mark)
                .with(CleanupActions.SNAPSHOT_VOLUME, this::snapshot)
                .deletion(CleanupActions.DELETE_VOLUME, this::disk)
                .deletion(CleanupActions.DELETE_SNAPSHOT, this::marked)
                .deletion(CleanupActions.RELEASE_ADDRESS, this::marked);
    }

    private static Setting label(GcpApis apis, DeclaredAction act) {
        var key = act.text("key");
        var value = act.text("value");
        return labelled(
                apis,
                act,
                key,
                resource -> State.of(
                                GoogleResource.labels(resource),
                                TagValue.of(GoogleResource.labels(resource), key),
                                Json.of(value))
                        .cannotIf(
                                !KEY.matcher(key).matches()
                                        || !VALUE.matcher(value).matches(),
                                "Google Cloud takes labels of small letters, digits, _ and - only"));
    }

    private DeletionMark mark(View resource) throws JsonException {
        return new DeletionMark(
                GoogleResource.labels(resource).getOrDefault(CleanupActions.MARK, NONE), clock.instant());
    }

    private Setting mark(GcpApis apis, DeclaredAction act) {
        return labelled(apis, act, CleanupActions.MARK, resource -> {
            var mark = mark(resource);
            var labels = GoogleResource.labels(resource);
            return State.of(
                            labels,
                            TagValue.of(labels, CleanupActions.MARK),
                            Json.of(mark.orNew(act.duration("after"))))
                    .cannotIf(used(resource), "something uses it");
        });
    }

    private static Setting labelled(
            GcpApis apis, DeclaredAction act, String key, GoogleResource.Reader<State> reading) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                reading,
                (call, resource, to) -> call.then("/setLabels")
                        .with(
                                "POST",
                                Json.obj()
                                        .with("labels", Json.strings(with(resource, key, to)))
                                        .with(
                                                "labelFingerprint",
                                                resource.at("labelFingerprint").text())));
    }

    private static Map<String, String> with(View resource, String key, Json to) throws JsonException {
        var labels = new LinkedHashMap<>(GoogleResource.labels(resource));
        TagValue.text(to).ifPresentOrElse(value -> labels.put(key, value), () -> labels.remove(key));
        return labels;
    }

    /** Disks name their users, addresses have a status. */
    private static boolean used(View resource) throws JsonException {
        return !resource.at("users").strings().isEmpty()
                || resource.at("status").textOr("").equals("IN_USE");
    }

    private Setting marked(GcpApis apis, DeclaredAction act) {
        return new RestSetting(
                () -> GoogleResource.of(apis.rest(), act.target()),
                this::deletable,
                (call, resource, to) -> new Call("DELETE", call.root(), call.path(), Map.of(), Optional.empty()));
    }

    private State deletable(View resource) throws JsonException {
        var mark = mark(resource);
        var state = State.of(GoogleResource.labels(resource), mark.value(), NONE)
                .cannotIf(used(resource), "something uses it");
        return mark.guarding(state, "label");
    }

    /** A disk that can be deleted also has a snapshot. */
    private Setting disk(GcpApis apis, DeclaredAction act) {
        var deletion = marked(apis, act);
        return new Setting() {
            @Override
            public Optional<State> read() throws CallFailed {
                var state = deletion.read();
                return state.isPresent() && state.get().cannot().isEmpty()
                        ? Optional.of(
                                state.get()
                                        .cannotIf(
                                                !new DiskSnapshots(apis.rest(), act.target())
                                                        .since(clock.instant().minus(RECENT)),
                                                "no complete snapshot of the last 24 hours exists: take one by snapshot-volume"))
                        : state;
            }

            @Override
            public void write(Json from, Json to) throws CallFailed {
                deletion.write(from, to);
            }
        };
    }

    private ActionExecution snapshot(GcpApis apis, DeclaredAction act) {
        return new DiskSnapshots(apis.rest(), act.target()).take(clock.instant());
    }
}
