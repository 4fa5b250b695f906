package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.JsonRest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The snapshots of a disk. */
record DiskSnapshots(JsonRest rest, Resource disk) {

    private static final int LONGEST = 40;

    /** Newest first. */
    private List<View> all(View live) throws CallFailed {
        var id = GoogleResource.read(live, json -> json.at("id").text());
        var call = GoogleResource.compute(disk, "global/snapshots")
                .asking(Map.of(
                        "filter",
                        "sourceDiskId = \"" + id + "\"",
                        "orderBy",
                        "creationTimestamp desc",
                        "maxResults",
                        "10"));
        var found = rest.find(call);
        return found.isEmpty()
                ? List.of()
                : GoogleResource.read(found.get(), json -> json.at("items").items());
    }

    /** Reports whether a complete one was taken since then. */
    boolean since(Instant time) throws CallFailed {
        var live = GoogleResource.of(rest, disk).find();
        if (live.isEmpty()) {
            return false;
        }
        for (var snapshot : all(live.get())) {
            if (GoogleResource.read(snapshot, json -> complete(json, time))) {
                return true;
            }
        }
        return false;
    }

    private static boolean complete(View snapshot, Instant since) throws JsonException {
        return snapshot.at("status").textOr("").equals("READY")
                && time(snapshot.at("creationTimestamp")).isAfter(since);
    }

    /** Compute Engine writes the offset of its own time zone. */
    private static Instant time(View value) throws JsonException {
        try {
            return OffsetDateTime.parse(value.text()).toInstant();
        } catch (DateTimeException e) {
            throw value.wrong("a time");
        }
    }

    /** The name contains the time, so that a snapshot that somebody else takes has another one. */
    ActionExecution take(Instant now) {
        try {
            var live = GoogleResource.of(rest, disk);
            return new SingleCall(
                    live,
                    json -> Optional.empty(),
                    json -> Optional.empty(),
                    json -> newest(all(json)),
                    live.call().then("/createSnapshot").with("POST", Json.obj().with("name", name(now))));
        } catch (CallFailed e) {
            return ActionExecution.refusing(e.problem());
        }
    }

    private static String newest(List<View> snapshots) throws CallFailed {
        return snapshots.isEmpty()
                ? ""
                : GoogleResource.read(
                        snapshots.getFirst(), json -> json.at("name").text());
    }

    private String name(Instant now) {
        var name = disk.name().substring(disk.name().lastIndexOf('/') + 1);
        return name.substring(0, Math.min(LONGEST, name.length())).replaceAll("-+$", "") + "-" + now.getEpochSecond();
    }
}
