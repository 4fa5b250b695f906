package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Allows one acting run per resource. The lock expires, and each new owner gets a higher fencing token. A run that
 * slept past its lock cannot act on a resource that another run holds now: its commit fails because the mark has
 * changed.
 */
final class LockGuardrail implements Guardrail {

    /** How long a lock's mark is kept after the lock has expired, so that its token keeps rising. */
    private static final Duration REMEMBER_TOKEN = Duration.ofDays(30);

    @Override
    public String name() {
        return "lock";
    }

    @Override
    public Set<String> reads(Proposal act) {
        return Set.of(MarkKeys.lock(act.scope()));
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        var lock = marks.get(MarkKeys.lock(act.scope()));
        var owner = marks.has(MarkKeys.lock(act.scope())) ? lock.at("run").text() : "";
        // A released lock has no owner and is free at once, also for a worker whose clock is behind that of the
        // releasing worker.
        if (owner.isEmpty() || owner.equals(act.run())) {
            return allow("no other run acts on it");
        }
        var until = Timestamps.parse(lock.at("until").text());
        return until.isAfter(act.now())
                ? new Verdict.Defer(name(), "run " + owner + " holds it until " + until, until)
                : allow("the lock of run " + owner + " has expired");
    }

    @Override
    public List<Mark> claims(Proposal act, Marks marks) throws JsonException {
        var old = marks.get(MarkKeys.lock(act.scope()));
        boolean mine = old.at("run").textOr("").equals(act.run());
        long token = old.at("token").integerOr(0) + (mine ? 0 : 1);
        var value = Json.obj()
                .with("run", act.run())
                .with("token", token)
                .with("until", act.now().plus(act.overrides().lock()).toString());
        return List.of(new Mark(MarkKeys.lock(act.scope()), value, act.now().plus(REMEMBER_TOKEN)));
    }

    /** The same mark, free to take; the token stays. */
    static Mark released(String key, io.nightshift.core.json.View lock, Instant now) throws JsonException {
        var value = Json.obj()
                .with("run", "")
                .with("token", lock.at("token").integerOr(0))
                .with("until", now.toString());
        return new Mark(key, value, now.plus(REMEMBER_TOKEN));
    }
}
