package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** How much of its rate a rule has used, for readers; the guardrail itself judges by the same marks. */
public final class RateBudget {

    private RateBudget() {}

    /** The keys of the marks to read for a rule. */
    public static Set<String> keys(String rule) {
        return RateMarks.keys(rule);
    }

    /**
     * The acts of the rule within the window before now; an unreadable mark counts as the whole rate, because it
     * denies.
     *
     * @param marks the values of the marks by key
     */
    public static int used(String rule, GuardrailSettings.Rate rate, Map<String, Json.Obj> marks, Instant now) {
        try {
            var read = new Marks(marks);
            int used = 0;
            for (var key : keys(rule)) {
                used += read.times(key, now, rate.window()).size();
            }
            return used;
        } catch (JsonException e) {
            return rate.times();
        }
    }
}
