package io.nightshift.core.engine;

import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Since when each schedule of the policy is known. A time from before that was not missed: the schedule did not exist then.
 * The ledger keeps it, so restarts and cold starts do not begin anew; this instance only spares it the question.
 */
final class KnownSchedules {

    /** The run whose entries are the log of the schedules. */
    static final RunKey LOG = new RunKey("schedules", new Resource(Origin.NOWHERE, "nightshift", "schedules"), "log");

    /** The mark says at least this often that the schedule still exists. */
    private static final Duration SAID_AGAIN = Duration.ofDays(1);

    /** A schedule that no policy had for so long is new. */
    private static final Duration FORGOTTEN = Duration.ofDays(2);

    /** The minute timer comes at most so long after the policy was read. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

    private final Ports ports;
    private final Instant read;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Instant since, Instant seen) {

        static Known of(Marker mark, Instant now, Instant fresh) {
            try {
                var value = View.of(mark.value());
                var seen = value.at("seen").exists() ? value.at("seen").instant() : Instant.MIN;
                return seen.isBefore(now.minus(FORGOTTEN))
                        ? new Known(fresh, Instant.MIN)
                        : new Known(value.at("since").instant(), seen);
            } catch (JsonException e) {
                throw new LedgerException("the mark " + mark.key() + " cannot be read: " + e.getMessage(), false, e);
            }
        }

        boolean isOld(Instant now) {
            return !seen.isAfter(now.minus(SAID_AGAIN));
        }

        Json.Obj toJson(String name) {
            return Json.obj()
                    .with("schedule", name)
                    .with("since", since.toString())
                    .with("seen", seen.toString());
        }
    }

    KnownSchedules(Ports ports) {
        this.ports = ports;
        this.read = ports.host().instant();
    }

    /**
     * Remembers the schedules that are new.
     *
     * @param schedules by name, the text that says when each of them starts
     * @return by name, since when it is known
     */
    Map<String, Instant> since(Map<String, String> schedules, Instant now) {
        var keys = new LinkedHashMap<String, String>();
        schedules.forEach((name, times) ->
                keys.put(name, MarkKeys.schedule(Sha256.hex(name + "\n" + times).substring(0, 32))));
        remember(keys, now);
        var since = new HashMap<String, Instant>();
        keys.forEach((name, key) -> {
            var one = known.get(key);
            if (one != null) {
                since.put(name, one.since());
            }
        });
        return since;
    }

    private void remember(Map<String, String> keys, Instant now) {
        var asked = new LinkedHashSet<String>();
        keys.values().stream().filter(key -> isAsked(key, now)).forEach(asked::add);
        if (asked.isEmpty()) {
            return;
        }
        var earliest = now.minus(FIRST_LOOK);
        var fresh = read.isBefore(earliest) ? earliest : read;
        var marks = ports.ledger().markers(asked);
        var renewed = new LinkedHashMap<String, Known>();
        var changes = new LinkedHashMap<String, UnaryOperator<Json.Obj>>();
        keys.forEach((name, key) -> {
            if (asked.contains(key)) {
                var found = Known.of(marks.getOrDefault(key, Marker.absent(key)), now, fresh);
                var next = found.isOld(now) ? new Known(found.since(), now) : found;
                renewed.put(key, next);
                if (found.isOld(now)) {
                    changes.put(key, ignored -> next.toJson(name));
                }
            }
        });
        if (!changes.isEmpty()) {
            log().write("schedules", Json.obj().with("known", changes.size()), changes);
        }
        known.putAll(renewed);
    }

    private boolean isAsked(String key, Instant now) {
        var one = known.get(key);
        return one == null || one.isOld(now);
    }

    private MarkLog log() {
        return new MarkLog(ports.ledger(), ports.host(), ports.rules().hash(), LOG, "the log of the schedules");
    }
}
