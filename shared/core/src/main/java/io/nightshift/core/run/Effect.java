package io.nightshift.core.run;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Query;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.signal.Signal;
import java.time.Instant;

/** What a run wants. */
public sealed interface Effect {

    /** Look at the environment now; the answer is the next fact of the same turn. */
    record Observe(Query query) implements Effect {}

    /**
     * Change the environment, if every guardrail allows it.
     *
     * @param undo whether this goes back to the state before an earlier act of this run
     */
    record Act(Action action, boolean undo) implements Effect {}

    /** Tell people. */
    record Tell(Message message) implements Effect {}

    /**
     * Ask people to allow an act; the answer is Approved, Rejected or Expired.
     *
     * @param stage the stage of a promotion that asks; empty if a guardrail held the act back
     */
    record AskApproval(Action action, Verdict.NeedApproval need, Message message, String stage) implements Effect {

        /** Asks for what a guardrail held back. */
        public AskApproval(Action action, Verdict.NeedApproval need, Message message) {
            this(action, need, message, "");
        }
    }

    /** Wake this run at that time; a later one of the same name replaces it. */
    record WakeAt(String name, Instant at) implements Effect {}

    /**
     * Start another run once this turn is written; of a request that has been seen already nothing comes. Where this run
     * stands in its way, it has to finish in the same step.
     */
    record Begin(Signal.Request request) implements Effect {}

    /** End the run. */
    record Finish(Outcome outcome, String reason) implements Effect {}
}
