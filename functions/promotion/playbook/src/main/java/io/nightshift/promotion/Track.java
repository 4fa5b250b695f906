package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * What is known of one target.
 *
 * @param baseline the way back, from right before the first act
 * @param version the platform's name of the version that was deployed; empty before
 * @param share the traffic that was asked for last, in percent
 * @param touched whether an act on it was begun
 */
record Track(Json.Obj baseline, String version, int share, boolean touched) {

    Track touch() {
        return new Track(baseline, version, share, true);
    }

    Track with(String deployed) {
        return new Track(baseline, deployed, share, touched);
    }

    Track at(int percent) {
        return new Track(baseline, version, percent, touched);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("baseline", baseline)
                .with("version", version)
                .with("share", share)
                .with("touched", touched);
    }

    static Track fromJson(View json) throws JsonException {
        return new Track(
                json.at("baseline").object(),
                json.at("version").text(),
                (int) json.at("share").integer(),
                json.at("touched").bool());
    }
}
