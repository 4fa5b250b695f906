package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import java.util.List;
import java.util.Set;

/** Judges one act by one concern. Pure: it sees only the proposal and the marks that it named. */
interface Guardrail {

    /** Why an act passes that only tells others about its target. */
    String TELLS = "it changes nothing, and only tells";

    String name();

    /** The keys of the ledger marks that this guardrail needs. */
    default Set<String> reads(Proposal act) {
        return Set.of();
    }

    /** @throws JsonException when a mark cannot be read; the act is then denied */
    Verdict judge(Proposal act, Marks marks) throws JsonException;

    /** The marks to set when the act proceeds; they are committed together with the act or not at all. */
    default List<Mark> claims(Proposal act, Marks marks) throws JsonException {
        return List.of();
    }

    default Verdict allow(String reason) {
        return new Verdict.Allow(name(), reason);
    }

    default Verdict deny(String reason) {
        return new Verdict.Deny(name(), reason);
    }
}
