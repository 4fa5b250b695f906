package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * The times of a promotion.
 *
 * @param phase when the phase's current wait began: its time limit counts from here
 * @param wave when the wave had its first traffic: earlier data belongs to the baseline alone
 * @param bake when the bake began
 * @param until when it ends, extensions included
 * @param looks the number of metric checks in this wave
 * @param tries the number of consecutive inconclusive checks, or of acts that failed for transient reasons
 */
record PhaseTimes(Instant phase, Instant wave, Instant bake, Instant until, int looks, int tries) {

    static PhaseTimes starting(Instant now) {
        return new PhaseTimes(now, now, now, now, 0, 0);
    }

    PhaseTimes waitingSince(Instant now) {
        return new PhaseTimes(now, wave, bake, until, looks, 0);
    }

    PhaseTimes firstTraffic(Instant now) {
        return new PhaseTimes(now, now, bake, until, 0, 0);
    }

    PhaseTimes baking(Instant now, Instant end) {
        return new PhaseTimes(now, wave, now, end, looks, 0);
    }

    PhaseTimes extended(Instant end) {
        return new PhaseTimes(phase, wave, bake, end, looks, tries);
    }

    PhaseTimes looked() {
        return new PhaseTimes(phase, wave, bake, until, looks + 1, tries);
    }

    PhaseTimes tried(int times) {
        return new PhaseTimes(phase, wave, bake, until, looks, times);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("phase", phase.toString())
                .with("wave", wave.toString())
                .with("bake", bake.toString())
                .with("until", until.toString())
                .with("looks", looks)
                .with("tries", tries);
    }

    static PhaseTimes fromJson(View json) throws JsonException {
        return new PhaseTimes(
                Instant.parse(json.at("phase").text()),
                Instant.parse(json.at("wave").text()),
                Instant.parse(json.at("bake").text()),
                Instant.parse(json.at("until").text()),
                (int) json.at("looks").integer(),
                (int) json.at("tries").integer());
    }
}
