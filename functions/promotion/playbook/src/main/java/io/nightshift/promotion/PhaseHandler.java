package io.nightshift.promotion;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Step;

/**
 * A part of a promotion's course: some phases, each with what it asks or does and what it makes of the answer. An answer that
 * none of its phases waits for changes nothing.
 */
interface PhaseHandler {

    /** What the phase asks or does now. A timer, a resumption and the phase before it all lead here. */
    Step<Promotion> go(Promotion state) throws JsonException;

    default Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        return Step.of(state);
    }

    /** It could not be seen, whatever was tried. */
    default Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        return Step.of(state);
    }

    default Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        return Step.of(state);
    }

    /** It was tried and did not work, whatever was tried. */
    default Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        return Step.of(state);
    }

    default Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        return Step.of(state);
    }
}
