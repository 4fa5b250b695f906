package io.nightshift.promotion.target;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Fact;

/**
 * Who has a target's traffic.
 *
 * @param percent the share of the version that is promoted
 * @param settled whether the platform has done all that it was told
 * @param others what else has a share, besides that version and its baseline, for people; empty where nothing has
 */
public record Exposure(int percent, boolean settled, String others) {

    /** As {@link Targets} answered it. */
    public static Exposure of(Fact.Observed seen) throws JsonException {
        var details = View.of(seen.details());
        return new Exposure(
                (int) details.at("percent").integer(),
                seen.health() == Health.WELL,
                details.at("others").textOr(""));
    }

    Json.Obj toJson() {
        return Json.obj().with("percent", percent).with("others", others);
    }

    /** That it is not what we gave, in one sentence. */
    public String changed(String label, int given) {
        return "somebody changed %s: it has %d %%, we gave it %d%s"
                .formatted(label, percent, given, others.isEmpty() ? "" : "; also there: " + others);
    }
}
