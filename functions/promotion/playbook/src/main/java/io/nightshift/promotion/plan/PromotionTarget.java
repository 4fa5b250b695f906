package io.nightshift.promotion.plan;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/** @param settings what the platform needs to know, as the policy has it under {@code with} */
public record PromotionTarget(Resource resource, Json.Obj settings) {}
