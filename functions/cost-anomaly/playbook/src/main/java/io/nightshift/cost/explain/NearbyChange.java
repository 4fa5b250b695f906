package io.nightshift.cost.explain;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;

/**
 * A change near the start of an anomaly, in its account.
 *
 * @param by who made it; empty if nobody says
 * @param run the run of ours that made it; empty if it was none
 */
public record NearbyChange(Instant at, String what, String by, String run) {

    private static final int LONGEST = 200;

    public NearbyChange {
        what = shortened(what);
        by = shortened(by);
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("at", at.toString())
                .with("what", what)
                .with("by", by)
                .with("run", run);
    }

    public static NearbyChange read(View json) throws JsonException {
        return new NearbyChange(
                json.at("at").instant(),
                json.at("what").text(),
                json.at("by").text(),
                json.at("run").text());
    }

    /** {@code 2026-11-18T10:22:31Z shift-traffic of ecs:service/shop by alice (promotion-3f9c2a1b7d4e)}. */
    public String sentence() {
        return at + " " + what + (by.isEmpty() ? "" : " by " + by) + (run.isEmpty() ? "" : " (" + run + ")");
    }
}
