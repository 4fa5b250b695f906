package io.nightshift.entry;

import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicySection;
import io.nightshift.policy.Shape;
import java.util.List;

/**
 * The names of the policy's sections. A function on a cloud reads its own section; of the others it knows only the names,
 * because functions never import each other.
 */
public final class PolicySections {

    /** In the order of the format; a test of the local host compares them with the sections of all functions. */
    public static final List<PolicyKey> FORMAT = List.of(
            PolicyKey.required("rules", new Shape.Elsewhere(), "Remediation."),
            PolicyKey.optional("promotions", new Shape.Elsewhere(), "Promotion."));

    private PolicySections() {}

    /** Reads the sections of one function. */
    public static PolicyParser parser(PolicySection... own) {
        return new PolicyParser(FORMAT, List.of(own));
    }
}
