package io.nightshift.remediation.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.NameTemplate;
import io.nightshift.policy.Shape.Scalar;
import java.util.Map;
import java.util.Optional;

/**
 * Another resource than the signal's subject, in the subject's cloud, account and region.
 *
 * @param name as the provider's API expects it
 */
public record RuleTarget(String kind, NameTemplate name) {

    static final Scalar NAME = NameTemplate.scalar("a name such as shop/checkout or {namespace}/{deployment}");

    /** The label that is missing or not allowed in a name; empty if all labels can be filled in. */
    Optional<String> unfit(Map<String, String> labels) {
        return name.unfit(labels);
    }

    /** Kind and name with the labels filled in. */
    Json.Obj toJson(Map<String, String> labels) {
        return Json.obj().with("kind", kind).with("name", name.fill(labels));
    }

    /** The resource in the origin of the signal. */
    Resource in(Signal signal) {
        return new Resource(signal.origin(), kind, name.fill(signal.labels()));
    }
}
