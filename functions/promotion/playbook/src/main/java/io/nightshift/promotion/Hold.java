package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * Why a promotion stands still.
 *
 * @param from the phase that goes on afterwards
 * @param until when it goes on by itself; {@link Instant#MAX} where it does not
 * @param since when it was held; {@link Instant#EPOCH} where an older state does not tell
 */
record Hold(Kind kind, PromotionPhase from, String why, Instant until, Instant since) {

    Hold(Kind kind, PromotionPhase from, String why, Instant since) {
        this(kind, from, why, Instant.MAX, since);
    }

    Hold from(PromotionPhase other) {
        return new Hold(kind, other, why, until, since);
    }

    enum Kind {
        /** A human said so. What has traffic is watched, and still goes back when it fails. */
        PAUSED,
        /** Someone else changed the shares. Nothing is touched until a human says what is right. */
        CHANGED,
        /** There is not enough data for a verdict, and the policy says to ask. */
        SHORTAGE,
        /** A guardrail denied the next act. */
        DENIED,
        /** The environment cannot be checked; ends by itself when it can. */
        BLIND,
        /** A guardrail defers the next act; what has traffic is watched until it is asked again. */
        WAITS,
        /** It failed, and the policy says to stay where it is ({@code on-failure: freeze}). Nothing is touched until a human says so. */
        FROZEN;

        /** Reports whether nothing is touched, nor taken back, before a human says what is right. */
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
