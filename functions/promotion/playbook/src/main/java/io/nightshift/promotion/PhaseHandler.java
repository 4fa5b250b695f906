package io.nightshift.promotion;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Step;

/**
 * Handles some phases of a promotion: what each of them queries or does, and how it reacts to the response. A
 * response that none of its phases expects changes nothing.
 */
interface PhaseHandler {

    /** Performs the query or act of the phase. A timer, a resumption and the preceding phase all call it. */
    Step<Promotion> go(Promotion state) throws JsonException;

    default Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        return Step.of(state);
    }

    /** The environment could not be read, despite all retries. */
    default Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        return Step.of(state);
    }

    default Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        return Step.of(state);
    }

    /** The act failed, despite all retries. */
    default Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        return Step.of(state);
    }

    default Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        return Step.of(state);
    }
}
