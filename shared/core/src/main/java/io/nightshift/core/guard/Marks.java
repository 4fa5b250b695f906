package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The marks that were read for one judgement; a missing mark is an empty object. */
public final class Marks {

    private final Map<String, Json.Obj> values;

    /** All times of a mark, parsed once: a guardrail reads them to judge and again to claim. */
    private final Map<String, List<Instant>> times = new HashMap<>();

    public Marks(Map<String, Json.Obj> values) {
        this.values = Map.copyOf(values);
    }

    View get(String key) {
        return View.of(values.getOrDefault(key, Json.Obj.EMPTY));
    }

    boolean has(String key) {
        return !values.getOrDefault(key, Json.Obj.EMPTY).members().isEmpty();
    }

    /** The times in the mark's {@code times} that lie within the window before now. */
    List<Instant> times(String key, Instant now, Duration window) throws JsonException {
        if (!has(key)) {
            return List.of();
        }
        var since = now.minus(window);
        var result = new ArrayList<Instant>();
        for (var time : all(key)) {
            if (time.isAfter(since)) {
                result.add(time);
            }
        }
        return result;
    }

    private List<Instant> all(String key) throws JsonException {
        var known = times.get(key);
        if (known != null) {
            return known;
        }
        var read = new ArrayList<Instant>();
        for (var item : get(key).at("times").items()) {
            read.add(Timestamps.parse(item.text()));
        }
        times.put(key, read);
        return read;
    }

    /** A mark with these times and one more. */
    static Mark timesMark(String key, List<Instant> times, Instant now, Duration window) {
        var all = new ArrayList<>(times);
        all.add(now);
        var value = Json.obj()
                .with("times", Json.strings(all.stream().map(Instant::toString).toList()));
        return new Mark(key, value, now.plus(window));
    }
}
