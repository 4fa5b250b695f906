package io.nightshift.promotion.plan;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/** @param settings the settings for the platform, from {@code with} in the policy */
public record PromotionTarget(Resource resource, Json.Obj settings) {}
