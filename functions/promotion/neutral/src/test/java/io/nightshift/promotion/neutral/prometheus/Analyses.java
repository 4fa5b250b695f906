package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionQueries;
import java.time.Instant;

/** Questions for the numbers of version v2 beside v1. */
final class Analyses {

    static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    private Analyses() {}

    /**
     * The ten minutes from minute 5 on, by the minute.
     *
     * @param query of the one metric, as JSON
     */
    static Query of(String query) {
        return of(query, Json.obj());
    }

    static Query of(String query, Json.Obj more) {
        try {
            var metric = Json.obj()
                    .with("name", "errors")
                    .with("source", "prometheus")
                    .with("query", Json.parse(query));
            var with = Json.obj()
                    .with("image", "registry.example/shop/web")
                    .with("digest", "sha256:" + "ab".repeat(32))
                    .with("version", "v2")
                    .with("baseline", Json.obj().with("version", "v1").with("digest", "sha256:" + "cd".repeat(32)))
                    .with("source", "prometheus")
                    .with("since", START.plusSeconds(300).toString())
                    .with("until", START.plusSeconds(900).toString())
                    .with("controlSince", START.plusSeconds(300).toString())
                    .with("controlUntil", START.plusSeconds(900).toString())
                    .with("stepSeconds", 60)
                    .with("percent", 10)
                    .with("metrics", Json.arr(metric));
            for (var member : more.members().entrySet()) {
                with = with.with(member.getKey(), member.getValue());
            }
            return new Query(PromotionQueries.ANALYSIS, new Resource(Origin.NOWHERE, "nginx:upstream", "web"), with);
        } catch (JsonException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
