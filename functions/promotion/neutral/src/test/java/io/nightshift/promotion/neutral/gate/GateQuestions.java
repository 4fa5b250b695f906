package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.registry.Asked;

/** Questions to gates about one image. */
final class GateQuestions {

    static final String DIGEST = "sha256:" + "ab".repeat(32);

    private GateQuestions() {}

    /** @param gate the description as JSON */
    static Query about(String gate, Json.Obj more) {
        try {
            var with = new Json.Obj(more.members())
                    .with("service", "shop-web")
                    .with("stage", "prod")
                    .with("digest", DIGEST)
                    .with("gate", Json.parse(gate));
            return Asked.query(PromotionQueries.GATE, "registry.example/shop/web", with);
        } catch (JsonException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static Query about(String gate) {
        return about(gate, Json.obj());
    }
}
