package io.nightshift.core.machine;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;

/** What an observer reported, with the details as their type. */
public record Answer<A>(Query query, Health health, A details) {

    /** The subject of the query, for messages. */
    public String label() {
        return query.subject().label();
    }
}
