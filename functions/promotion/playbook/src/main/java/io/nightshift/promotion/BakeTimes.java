package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * The times of a wave.
 *
 * @param wave when the wave had its first traffic: earlier data belongs to the baseline alone
 * @param bake when the bake began
 * @param until when it ends, extensions included
 * @param looks the number of metric checks in this wave
 */
record BakeTimes(Instant wave, Instant bake, Instant until, int looks) {

    static BakeTimes starting(Instant now) {
        return new BakeTimes(now, now, now, 0);
    }

    BakeTimes firstTraffic(Instant now) {
        return new BakeTimes(now, bake, until, 0);
    }

    BakeTimes baking(Instant now, Instant end) {
        return new BakeTimes(wave, now, end, looks);
    }

    BakeTimes extended(Instant end) {
        return new BakeTimes(wave, bake, end, looks);
    }

    BakeTimes looked() {
        return new BakeTimes(wave, bake, until, looks + 1);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("wave", wave.toString())
                .with("bake", bake.toString())
                .with("until", until.toString())
                .with("looks", looks);
    }

    static BakeTimes fromJson(View json) throws JsonException {
        return new BakeTimes(
                json.at("wave").instant(),
                json.at("bake").instant(),
                json.at("until").instant(),
                (int) json.at("looks").integer());
    }
}
