package io.nightshift.remediation.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.NameTemplate;
import io.nightshift.policy.Shape.Scalar;
import java.util.Map;
import java.util.Optional;

/**
 * Another resource than the signal's subject, in the subject's cloud, account and region; or what is related to it.
 *
 * @param kind empty for a relation
 * @param name as the provider's API expects it
 * @param related in place of kind and name: {@code {relation, kind, tag, atMost}}, as the playbook reads it
 */
public record RuleTarget(String kind, NameTemplate name, Optional<Json.Obj> related) {

    static final Scalar NAME = NameTemplate.scalar("a name such as shop/checkout or {namespace}/{deployment}");

    static RuleTarget named(String kind, NameTemplate name) {
        return new RuleTarget(kind, name, Optional.empty());
    }

    static RuleTarget related(Json.Obj relation) {
        return new RuleTarget("", new NameTemplate(""), Optional.of(relation));
    }

    /** The label that is missing or not allowed in a name; empty if all labels can be filled in. */
    Optional<String> unfit(Map<String, String> labels) {
        return name.unfit(labels);
    }

    /** Kind and name with the labels filled in, or the relation. */
    Json.Obj toJson(Map<String, String> labels) {
        return related.orElseGet(() -> Json.obj().with("kind", kind).with("name", name.fill(labels)));
    }

    /** The resource in the origin of the signal; empty for a relation, which is asked later. */
    Optional<Resource> in(Signal signal) {
        return related.isPresent()
                ? Optional.empty()
                : Optional.of(new Resource(signal.origin(), kind, name.fill(signal.labels())));
    }
}
