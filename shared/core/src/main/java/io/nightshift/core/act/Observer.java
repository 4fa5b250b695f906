package io.nightshift.core.act;

import io.nightshift.core.json.Json;

/** Queries the environment and changes nothing. */
public interface Observer {

    /** Reports whether this observer can answer that query. */
    boolean observes(Query query);

    Observed observe(Query query);

    /** The result of an observation. */
    sealed interface Observed {
        /** @param details what was observed, for the ledger, which trims large values */
        record Seen(Health health, Json.Obj details) implements Observed {}

        record NotSeen(Problem problem) implements Observed {}
    }

    /** {@code UNKNOWN}: the platform responded that it does not know (insufficient data, still starting). */
    enum Health {
        WELL,
        UNWELL,
        UNKNOWN
    }
}
