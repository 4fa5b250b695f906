package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run as the ledger holds it. Immutable; each turn writes a new one under a condition on {@code version}.
 *
 * @param version 1 after the first commit; each commit adds one
 * @param rule the policy rule that started it
 * @param environment the environment of its signal by the policy; empty if the policy names none
 * @param plan that rule's settings for the playbook when the run started
 * @param thread the key of the mark that says which run is open for its cause
 * @param state the playbook's state
 * @param wakeUps the times at which it wakes, by name
 * @param pending planned effects without a result
 * @param held the keys of marks to release at the end
 * @param acts how many acts it performed
 * @param nextEffect the next effect's number
 * @param entries how many entries it has
 * @param head the hash of its last entry
 */
public record Run(
        RunKey key,
        long version,
        Status status,
        String rule,
        String environment,
        Json.Obj plan,
        String thread,
        Json.Obj state,
        Map<String, Instant> wakeUps,
        List<Pending> pending,
        Optional<Approval> approval,
        List<String> held,
        int acts,
        long nextEffect,
        long entries,
        String head,
        Instant startedAt,
        Instant changedAt,
        Optional<Outcome> outcome,
        String reason) {

    public Run {
        wakeUps = java.util.Collections.unmodifiableMap(new TreeMap<>(wakeUps));
        pending = List.copyOf(pending);
        held = List.copyOf(held);
    }

    public RunId id() {
        return key.id();
    }

    /** The same run with that hash as the hash of its last entry. */
    public Run withHead(String hash) {
        return new Run(
                key,
                version,
                status,
                rule,
                environment,
                plan,
                thread,
                state,
                wakeUps,
                pending,
                approval,
                held,
                acts,
                nextEffect,
                entries,
                hash,
                startedAt,
                changedAt,
                outcome,
                reason);
    }

    /**
     * The time at which this run must be checked even if no timer fires: the earliest wake-up, the time at which a
     * pending effect becomes free, or the end of an open approval. Empty for a run that waits for nothing.
     */
    public Optional<Instant> dueAt() {
        if (status == Status.FINISHED && pending.isEmpty()) {
            return Optional.empty();
        }
        @Nullable Instant earliest = null;
        for (var effect : pending) {
            earliest = earlier(earliest, effect.free());
        }
        if (approval.isPresent() && !approval.get().granted()) {
            earliest = earlier(earliest, approval.get().expiresAt());
        }
        if (status != Status.FINISHED) {
            for (var at : wakeUps.values()) {
                earliest = earlier(earliest, at);
            }
        }
        return Optional.ofNullable(earliest);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
