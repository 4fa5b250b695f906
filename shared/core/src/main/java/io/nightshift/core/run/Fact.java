package io.nightshift.core.run;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;

/** A fact that a run learned. */
public sealed interface Fact {

    /** A signal about the run's subject and cause. */
    record Arrived(Signal signal) implements Fact {}

    /** The answer to an {@link Effect.Observe}. */
    record Observed(Query query, Health health, Json.Obj details) implements Fact {}

    /** An {@link Effect.Observe} that failed. */
    record NotObserved(Query query, Problem problem) implements Fact {}

    /**
     * The act was performed. The capsule is the state from before; with it {@link Action#undo} finds the rollback.
     *
     * @param effect the number of the effect, which is part of its idempotency key
     */
    record Acted(Action action, Json.Obj capsule, Json.Obj details, long effect) implements Fact {}

    /**
     * The act was tried and failed; the problem says whether the environment may have changed.
     *
     * @param effect the number of the effect; 0 if it was never planned
     */
    record Failed(Action action, Json.Obj capsule, Problem problem, long effect) implements Fact {}

    /**
     * A guardrail held the act back; the verdict is the decisive one of all.
     *
     * @param mayHaveHappened whether a worker began the act before, and died; then the guardrail held back only its
     *     repetition
     */
    record Refused(Action action, Verdict verdict, boolean mayHaveHappened) implements Fact {

        /** The reason, human-readable. */
        public String reason() {
            return verdict.reason()
                    + (mayHaveHappened ? "; a worker died while it did this, so it may have been done" : "");
        }
    }

    /** A wake-up came due. */
    record TimerFired(String name) implements Fact {}

    /** Enough approvers agreed to the plan with that hash. */
    record Approved(String planHash, String by) implements Fact {}

    /** An approver rejected the plan. */
    record Rejected(String planHash, String by, String reason) implements Fact {}

    /** The approval expired; it counts as rejected. */
    record Expired(String planHash) implements Fact {}

    /** A human stopped the run. */
    record Aborted(String by, String reason) implements Fact {}

    /** A human sent the run a command; the playbook defines the valid ones. */
    record Commanded(String command, String by, String reason) implements Fact {}

    /** {@code arrived}, {@code not-observed}: the name in ledger entries. */
    default String kind() {
        return switch (this) {
            case Arrived ignored -> "arrived";
            case Observed ignored -> "observed";
            case NotObserved ignored -> "not-observed";
            case Acted ignored -> "acted";
            case Failed ignored -> "failed";
            case Refused ignored -> "refused";
            case TimerFired ignored -> "timer-fired";
            case Approved ignored -> "approved";
            case Rejected ignored -> "rejected";
            case Expired ignored -> "expired";
            case Aborted ignored -> "aborted";
            case Commanded ignored -> "commanded";
        };
    }
}
