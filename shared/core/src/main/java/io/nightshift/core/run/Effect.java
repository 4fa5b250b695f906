package io.nightshift.core.run;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Query;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import java.time.Instant;

/** An effect that a run requests. */
public sealed interface Effect {

    /** Query the environment now; the result is the next fact of the same turn. */
    record Observe(Query query) implements Effect {}

    /**
     * Query whether an earlier act of this run still has its effect; the answer is the next fact of the same turn, an
     * {@link Fact.Observed} of {@link Query#READ_BACK}: well if it has, unwell if not, unknown if nothing can tell.
     *
     * @param effect the number of the act's effect, see {@link Fact.Acted#effect}
     */
    record ReadBack(Action action, Json.Obj capsule, long effect) implements Effect {}

    /**
     * Change the environment, if every guardrail allows it.
     *
     * @param undo whether this restores the state before an earlier act of this run
     */
    record Act(Action action, boolean undo) implements Effect {}

    /** Send a message to approvers or on-call. */
    record Tell(Message message) implements Effect {}

    /**
     * Ask approvers to allow an act; the answer is Approved, Rejected or Expired.
     *
     * @param stage the stage of a promotion that asks; empty if a guardrail held the act back
     */
    record AskApproval(Action action, Verdict.NeedApproval need, Message message, String stage) implements Effect {

        /** Asks for approval of an act that a guardrail held back. */
        public AskApproval(Action action, Verdict.NeedApproval need, Message message) {
            this(action, need, message, "");
        }
    }

    /** Wake this run at that time; a later wake-up with the same name replaces it. */
    record WakeAt(String name, Instant at) implements Effect {}

    /**
     * Start another run after this turn is written; a request that was already seen starts nothing. If this run
     * blocks the new one, it must finish in the same step.
     */
    record Begin(Signal.Request request) implements Effect {}

    /** End the run. */
    record Finish(Outcome outcome, String reason) implements Effect {}
}
