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
 * @param others what else has a share, besides that version and its baseline, for people; empty if nothing has
 * @param idle what runs of that version without a share, for people: a rollback that found it in use left it, and
 *     removes it when it is repeated; empty if nothing does
 * @param versionDown why that version does not serve although it has a share, for people; empty if it serves, has no
 *     share, or the platform cannot tell
 * @param baselineDown the same for its baseline
 */
public record TrafficStatus(
        int percent, boolean settled, String others, String idle, String versionDown, String baselineDown) {

    public TrafficStatus(int percent, boolean settled, String others) {
        this(percent, settled, others, "");
    }

    public TrafficStatus(int percent, boolean settled, String others, String idle) {
        this(percent, settled, others, idle, "", "");
    }

    /** The same shares, with what does not serve of those that have them. */
    public TrafficStatus down(String version, String baseline) {
        return new TrafficStatus(percent, settled, others, idle, version, baseline);
    }

    /** As {@link Targets} answered it. */
    public static TrafficStatus of(Fact.Observed seen) throws JsonException {
        var details = View.of(seen.details());
        return new TrafficStatus(
                (int) details.at("percent").integer(),
                seen.health() == Health.WELL,
                details.at("others").textOr(""),
                details.at("idle").textOr(""),
                details.at("versionDown").textOr(""),
                details.at("baselineDown").textOr(""));
    }

    Json.Obj toJson() {
        var json = Json.obj().with("percent", percent).with("others", others);
        json = optional(json, "idle", idle);
        json = optional(json, "versionDown", versionDown);
        return optional(json, "baselineDown", baselineDown);
    }

    private static Json.Obj optional(Json.Obj json, String name, String text) {
        return text.isEmpty() ? json : json.with(name, text);
    }

    /** That it is not what we gave, in one sentence. */
    public String changed(String label, int given) {
        return "somebody changed %s: it has %d %%, we gave it %d%s"
                .formatted(label, percent, given, others.isEmpty() ? "" : "; also there: " + others);
    }
}
