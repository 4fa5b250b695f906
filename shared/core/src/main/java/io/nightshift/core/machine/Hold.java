package io.nightshift.core.machine;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * The reason why a run is held.
 *
 * @param from the phase that continues afterwards
 * @param until when it continues by itself; {@link Instant#MAX} if it does not
 * @param since when it was held; {@link Instant#EPOCH} if an older state does not contain it
 */
public record Hold<P extends Enum<P>>(Kind kind, P from, String why, Instant until, Instant since) {

    public Hold(Kind kind, P from, String why, Instant since) {
        this(kind, from, why, Instant.MAX, since);
    }

    public Hold<P> from(P other) {
        return new Hold<>(kind, other, why, until, since);
    }

    /** Why a run is held. */
    public enum Kind {
        /** A human paused it. What it changed is still monitored, and still rolls back when it fails. */
        PAUSED,
        /** Someone else changed the target. Nothing is changed until a human decides which state is correct. */
        CHANGED,
        /** There is not enough data for a verdict, and the policy says to ask. */
        SHORTAGE,
        /** A guardrail denied the next act. */
        DENIED,
        /** The environment cannot be read; ends by itself when it can. */
        BLIND,
        /** A guardrail defers the next act; the guardrail is asked again later. */
        WAITS,
        /** It failed, and the policy says to stay. Nothing is changed until a human decides. */
        FROZEN;

        /** Reports whether nothing is changed or rolled back until a human decides. */
        public boolean ofHumans() {
            return this == CHANGED || this == FROZEN;
        }
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("kind", kind.name())
                .with("from", from.name())
                .with("why", why)
                .with("until", until.toString())
                .with("since", since.toString());
    }

    public static <P extends Enum<P>> Hold<P> fromJson(Class<P> phases, View json) throws JsonException {
        return new Hold<>(
                json.at("kind").constant(Kind.class),
                json.at("from").constant(phases),
                json.at("why").text(),
                json.at("until").instant(),
                json.at("since").exists() ? json.at("since").instant() : Instant.EPOCH);
    }
}
