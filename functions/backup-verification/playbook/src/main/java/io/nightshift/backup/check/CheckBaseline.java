package io.nightshift.backup.check;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What earlier good runs found, or what was recorded at the source when the backup was made.
 *
 * @param counts by check, then by object: the last counts, oldest first
 * @param hashes by check, then by object: the last hash
 */
public record CheckBaseline(
        SortedMap<String, SortedMap<String, List<Long>>> counts, SortedMap<String, SortedMap<String, String>> hashes) {

    /** How many counts of an object are kept. */
    public static final int LENGTH = 30;

    /** Nothing is known: the first run. */
    public static final CheckBaseline EMPTY = new CheckBaseline(new TreeMap<>(), new TreeMap<>());

    public CheckBaseline {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    public List<Long> counts(String check, String object) {
        return counts.getOrDefault(check, Collections.emptySortedMap()).getOrDefault(object, List.of());
    }

    /** The objects of which a check knows counts. */
    public List<String> counted(String check) {
        return List.copyOf(
                counts.getOrDefault(check, Collections.emptySortedMap()).keySet());
    }

    /** The hashes of a check by object; empty before its first good run. */
    public SortedMap<String, String> hashes(String check) {
        return hashes.getOrDefault(check, Collections.emptySortedMap());
    }

    /** This, with what the good ones among the results measured. A broken backup teaches nothing. */
    public CheckBaseline after(List<CheckResult> results) {
        var nextCounts = new TreeMap<>(counts);
        var nextHashes = new TreeMap<>(hashes);
        for (var result : results) {
            if (result.verdict() == BackupVerdict.GOOD) {
                if (!result.counts().isEmpty()) {
                    nextCounts.put(result.check(), appended(result));
                }
                if (!result.hashes().isEmpty()) {
                    nextHashes.put(result.check(), result.hashes());
                }
            }
        }
        return new CheckBaseline(nextCounts, nextHashes);
    }

    /** Objects that this run did not count any more are forgotten. */
    private SortedMap<String, List<Long>> appended(CheckResult result) {
        var next = new TreeMap<String, List<Long>>();
        result.counts().forEach((object, count) -> {
            var all = new ArrayList<>(counts(result.check(), object));
            all.add(count);
            next.put(object, List.copyOf(all.subList(Math.max(0, all.size() - LENGTH), all.size())));
        });
        return next;
    }

    /** This without what a check learned: somebody accepted that the database changed. */
    public CheckBaseline forgetting(String check) {
        var nextCounts = new TreeMap<>(counts);
        var nextHashes = new TreeMap<>(hashes);
        nextCounts.remove(check);
        nextHashes.remove(check);
        return new CheckBaseline(nextCounts, nextHashes);
    }

    public Json.Obj toJson() {
        var numbers = Json.obj();
        for (var check : counts.entrySet()) {
            var objects = Json.obj();
            for (var object : check.getValue().entrySet()) {
                objects = objects.with(
                        object.getKey(),
                        Json.arr(object.getValue().stream().map(Json::of).toList()));
            }
            numbers = numbers.with(check.getKey(), objects);
        }
        var texts = Json.obj();
        for (var check : hashes.entrySet()) {
            texts = texts.with(check.getKey(), Json.strings(check.getValue()));
        }
        return Json.obj().with("counts", numbers).with("hashes", texts);
    }

    public static CheckBaseline read(View json) throws JsonException {
        var counts = new TreeMap<String, SortedMap<String, List<Long>>>();
        for (var check : names(json.at("counts"))) {
            var objects = new TreeMap<String, List<Long>>();
            for (var object : names(json.at("counts", check))) {
                var values = new ArrayList<Long>();
                for (var value : json.at("counts", check, object).items()) {
                    values.add(value.integer());
                }
                objects.put(object, List.copyOf(values));
            }
            counts.put(check, objects);
        }
        var hashes = new TreeMap<String, SortedMap<String, String>>();
        for (var check : names(json.at("hashes"))) {
            hashes.put(check, new TreeMap<>(json.at("hashes", check).texts()));
        }
        return new CheckBaseline(counts, hashes);
    }

    private static Iterable<String> names(View json) throws JsonException {
        Map<String, Json> members = json.exists() ? json.object().members() : Map.of();
        return members.keySet();
    }
}
