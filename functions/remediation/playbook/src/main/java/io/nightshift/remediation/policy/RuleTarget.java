package io.nightshift.remediation.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Scalar;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another resource than the signal's subject, in the subject's cloud, account and region.
 *
 * @param name as the provider's API expects it; {@code {label}} is replaced by the value of that label of the signal
 */
public record RuleTarget(String kind, String name) {

    static final Scalar NAME = Scalars.matching(
            "a name such as shop/checkout or {namespace}/{deployment}",
            "(?=.)[^{}\\x00-\\x1f]*(\\{[^{}\\x00-\\x1f]+\\}[^{}\\x00-\\x1f]*)*");

    private static final Pattern LABEL = Pattern.compile("\\{([^{}]+)\\}");

    /**
     * The characters that a label may put into a name. Labels come from outside: a slash or a dot-dot could aim the
     * action at something that the policy does not name.
     */
    private static final Pattern HARMLESS = Pattern.compile("(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,253}");

    /** The label that is missing or not allowed in a name; empty if all labels can be filled in. */
    Optional<String> unfit(Map<String, String> labels) {
        return LABEL.matcher(name)
                .results()
                .map(found -> found.group(1))
                .filter(label ->
                        !HARMLESS.matcher(labels.getOrDefault(label, "")).matches())
                .findFirst();
    }

    /** Kind and name with the labels filled in. */
    Json.Obj toJson(Map<String, String> labels) {
        return Json.obj().with("kind", kind).with("name", filled(labels));
    }

    /** The resource in the origin of the signal. */
    Resource in(Signal signal) {
        return new Resource(signal.origin(), kind, filled(signal.labels()));
    }

    private String filled(Map<String, String> labels) {
        return LABEL.matcher(name)
                .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")));
    }
}
