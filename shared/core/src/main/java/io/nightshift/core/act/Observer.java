package io.nightshift.core.act;

import io.nightshift.core.json.Json;

/** Queries the environment and changes nothing. */
public interface Observer {

    /** Reports whether this observer can answer that query. */
    boolean observes(Query query);

    Observed observe(Query query);

    /** What was seen. */
    sealed interface Observed {
        /** @param details what was seen, for the ledger; large ones are trimmed there */
        record Seen(Health health, Json.Obj details) implements Observed {}

        record NotSeen(Problem problem) implements Observed {}
    }

    /** {@code UNKNOWN}: the platform answered and does not know (insufficient data, still starting). */
    enum Health {
        WELL,
        UNWELL,
        UNKNOWN
    }
}
