package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Signal;
import java.util.Optional;

/**
 * Decides one kind of run. Pure: no clock, no SDK, no logger, no randomness; the same state, fact and context give
 * the same step, on every machine and in every replay.
 *
 * @param <S> the state: an immutable record or sealed interface
 */
public interface Playbook<S> {

    /** The name in policies and run ids; lower-case letters and dashes. */
    String name();

    /** Reports whether a signal without an open run starts one (an alarm that fires does, its recovery does not). */
    boolean begins(Signal signal);

    /**
     * Identifies the condition that the signal reports, the same until {@link Signal#isOver}. Signals of it from before
     * its latest end arrive too late and change nothing. Empty if the order of such signals does not matter.
     */
    default Optional<String> condition(Signal signal) {
        return Optional.empty();
    }

    /** Returns what ties signals to one run, besides the subject: the rule, in most functions. */
    String cause(Signal signal, String rule);

    /** The initial state of a run. */
    S start(Context context);

    Step<S> decide(S state, Fact fact, Context context);

    Json.Obj write(S state);

    /** Reads the output of {@link #write}, from this version or an earlier one. */
    S read(View json) throws JsonException;
}
