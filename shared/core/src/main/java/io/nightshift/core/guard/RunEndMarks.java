package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Updates the marks at the end of a run: releases what it held, and updates the breaker. */
public final class RunEndMarks {

    /** An open breaker is kept this long unless a human closes it before. */
    private static final Duration REMEMBER_BREAKER = Duration.ofDays(365);

    private RunEndMarks() {}

    /** The marks under these keys without the run's locks and memberships. */
    public static List<Mark> release(String run, Map<String, Json.Obj> held, Instant now) throws JsonException {
        var marks = new ArrayList<Mark>();
        for (var entry : held.entrySet()) {
            var value = View.of(entry.getValue());
            if (entry.getKey().startsWith("lock/") && value.at("run").textOr("").equals(run)) {
                marks.add(LockGuardrail.released(entry.getKey(), value, now));
            }
            if (entry.getKey().startsWith("blast/")) {
                var members = new TreeMap<>(value.at("members").texts());
                if (members.remove(run) != null) {
                    marks.add(new Mark(
                            entry.getKey(),
                            Json.obj().with("members", Json.strings(members)),
                            now.plus(Duration.ofDays(1))));
                }
            }
        }
        return marks;
    }

    /** The breaker's mark after one more unsuccessful run. */
    public static Mark failed(String rule, Json.Obj mark, GuardrailSettings.Breaker breaker, Instant now)
            throws JsonException {
        var key = MarkKeys.breaker(rule);
        var marks = new Marks(Map.of(key, mark));
        var times = marks.times(key, now, breaker.window());
        var next = Marks.timesMark(key, times, now, breaker.window());
        if (times.size() + 1 < breaker.failures()
                || View.of(mark).at("openedAt").exists()) {
            return View.of(mark).at("openedAt").exists() ? new Mark(key, mark, now.plus(REMEMBER_BREAKER)) : next;
        }
        return new Mark(key, next.value().with("openedAt", now.toString()), now.plus(REMEMBER_BREAKER));
    }

    /**
     * The breaker's mark after a successful run: resets the count of consecutive failures. An open breaker stays
     * open.
     */
    public static Mark helped(String rule, Json.Obj mark, Instant now) {
        var open = View.of(mark).at("openedAt").exists();
        return new Mark(MarkKeys.breaker(rule), open ? mark : Json.Obj.EMPTY, now.plus(REMEMBER_BREAKER));
    }

    public static boolean isOpen(Json.Obj breaker) {
        return View.of(breaker).at("openedAt").exists();
    }
}
