package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * The times of a promotion.
 *
 * @param phase when what the phase waits for began: what its patience is counted from
 * @param wave when the wave had its first traffic: what lies before is the baseline's alone
 * @param bake when the bake began
 * @param until when it ends, extensions included
 * @param looks how many looks at the numbers the wave has had
 * @param tries how often in a row a look did not tell or an act failed for passing reasons
 */
record Clockwork(Instant phase, Instant wave, Instant bake, Instant until, int looks, int tries) {

    static Clockwork starting(Instant now) {
        return new Clockwork(now, now, now, now, 0, 0);
    }

    Clockwork waitingSince(Instant now) {
        return new Clockwork(now, wave, bake, until, looks, 0);
    }

    Clockwork firstTraffic(Instant now) {
        return new Clockwork(now, now, bake, until, 0, 0);
    }

    Clockwork baking(Instant now, Instant end) {
        return new Clockwork(now, wave, now, end, looks, 0);
    }

    Clockwork extended(Instant end) {
        return new Clockwork(phase, wave, bake, end, looks, tries);
    }

    Clockwork looked() {
        return new Clockwork(phase, wave, bake, until, looks + 1, tries);
    }

    Clockwork tried(int times) {
        return new Clockwork(phase, wave, bake, until, looks, times);
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

    static Clockwork fromJson(View json) throws JsonException {
        return new Clockwork(
                Instant.parse(json.at("phase").text()),
                Instant.parse(json.at("wave").text()),
                Instant.parse(json.at("bake").text()),
                Instant.parse(json.at("until").text()),
                (int) json.at("looks").integer(),
                (int) json.at("tries").integer());
    }
}
