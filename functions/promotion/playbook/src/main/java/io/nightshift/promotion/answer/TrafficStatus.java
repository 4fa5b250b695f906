package io.nightshift.promotion.answer;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The distribution of a target's traffic.
 *
 * @param percent the share of the promoted version
 * @param settled whether the platform has applied all requested changes
 * @param others other versions with a share, besides the promoted one and its baseline, human-readable; empty if
 *     there are none
 * @param idle parts of the version that run without a share, human-readable: a rollback that found them in use left
 *     them, and removes them when it is repeated; empty if there are none
 * @param versionDown why the promoted version does not serve although it has a share, human-readable; empty if it
 *     serves, has no share, or the platform cannot tell
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

    /** The same shares, with the reasons why versions with a share do not serve. */
    public TrafficStatus down(String version, String baseline) {
        return new TrafficStatus(percent, settled, others, idle, version, baseline);
    }

    public static TrafficStatus read(Health health, View details) throws JsonException {
        return new TrafficStatus(
                (int) details.at("percent").integer(),
                health == Health.WELL,
                details.at("others").textOr(""),
                details.at("idle").textOr(""),
                details.at("versionDown").textOr(""),
                details.at("baselineDown").textOr(""));
    }

    public Observed seen() {
        return new Observed.Seen(settled ? Health.WELL : Health.UNKNOWN, toJson());
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

    /** One sentence that says that the shares are not the ones that Nightshift set. */
    public String changed(String label, int given) {
        return "somebody changed %s: it has %d %%, we gave it %d%s"
                .formatted(label, percent, given, others.isEmpty() ? "" : "; also there: " + others);
    }
}
