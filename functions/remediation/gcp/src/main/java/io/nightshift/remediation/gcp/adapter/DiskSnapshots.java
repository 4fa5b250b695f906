package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.JsonRest;
import io.nightshift.gcp.JsonRest.Call;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The snapshots of a disk. */
record DiskSnapshots(JsonRest rest, Resource disk) {

    /** @see <a href="https://cloud.google.com/compute/docs/naming-resources">Compute Engine: names</a> */
    private static final int LONGEST = 63;

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
                    taking(live, name(Long.toString(now.getEpochSecond()))));
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

    private static Call taking(GoogleResource live, String name) {
        return live.call().then("/createSnapshot").with("POST", Json.obj().with("name", name));
    }

    private String name(String end) {
        var name = disk.name().substring(disk.name().lastIndexOf('/') + 1);
        int longest = Math.min(LONGEST - end.length() - 1, name.length());
        return name.substring(0, longest).replaceAll("-+$", "") + "-" + end;
    }

    /** Takes one whose name ends so, unless it exists. */
    void keep(String end) throws CallFailed {
        var name = name(end);
        if (rest.find(GoogleResource.compute(disk, "global/snapshots/" + name)).isEmpty()) {
            var live = GoogleResource.of(rest, disk);
            live.change(taking(live, name));
        }
    }
}
