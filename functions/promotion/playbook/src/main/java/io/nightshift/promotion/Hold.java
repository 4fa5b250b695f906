package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * The reason why a promotion is held.
 *
 * @param from the phase that continues afterwards
 * @param until when it continues by itself; {@link Instant#MAX} if it does not
 * @param since when it was held; {@link Instant#EPOCH} if an older state does not contain it
 */
record Hold(Kind kind, PromotionPhase from, String why, Instant until, Instant since) {

    Hold(Kind kind, PromotionPhase from, String why, Instant since) {
        this(kind, from, why, Instant.MAX, since);
    }

    Hold from(PromotionPhase other) {
        return new Hold(kind, other, why, until, since);
    }

    enum Kind {
        /** A human paused it. Everything with traffic is monitored, and still rolls back when it fails. */
        PAUSED,
        /** Someone else changed the shares. Nothing is changed until a human decides which are correct. */
        CHANGED,
        /** There is not enough data for a verdict, and the policy says to ask. */
        SHORTAGE,
        /** A guardrail denied the next act. */
        DENIED,
        /** The environment cannot be read; ends by itself when it can. */
        BLIND,
        /**
         * A guardrail defers the next act; everything with traffic is monitored until the guardrail is asked again.
         */
        WAITS,
        /**
         * It failed, and the policy says to stay ({@code on-failure: freeze}). Nothing is changed until a human
         * decides.
         */
        FROZEN;

        /** Reports whether nothing is changed or rolled back until a human decides. */
        boolean ofHumans() {
            return this == CHANGED || this == FROZEN;
        }
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("kind", kind.name())
                .with("from", from.name())
                .with("why", why)
                .with("until", until.toString())
                .with("since", since.toString());
    }

    static Hold fromJson(View json) throws JsonException {
        return new Hold(
                Kind.valueOf(json.at("kind").text()),
                PromotionPhase.valueOf(json.at("from").text()),
                json.at("why").text(),
                Instant.parse(json.at("until").text()),
                Instant.parse(json.at("since").textOr(Instant.EPOCH.toString())));
    }
}
