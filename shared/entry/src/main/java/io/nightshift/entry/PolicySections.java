package io.nightshift.entry;

import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicySection;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.SectionKeys;
import java.util.List;

/**
 * The names of the policy's sections, and the settings that they add to the defaults. A function on a cloud reads its own
 * section; of the others it knows only this, because functions never import each other.
 */
public final class PolicySections {

    /** In the order of the format; a test of the local host compares them with the sections of all functions. */
    public static final List<SectionKeys> FORMAT = List.of(
            SectionKeys.elsewhere(
                    "rules",
                    true,
                    PolicyKey.optional("soak", Scalars.TIME_OR_NONE, ""),
                    PolicyKey.optional("grace", Scalars.TIME_OR_NONE, ""),
                    PolicyKey.optional("flap-limit", Scalars.whole(1, 1000), ""),
                    PolicyKey.optional("max-age", Scalars.LONG_TIME, "")),
            SectionKeys.elsewhere("promotions", false),
            SectionKeys.elsewhere("secrets", false),
            SectionKeys.elsewhere("backups", false),
            SectionKeys.elsewhere("costs", false));

    private PolicySections() {}

    /** Reads the sections of one function. */
    public static PolicyParser parser(PolicySection... own) {
        return new PolicyParser(FORMAT, List.of(own));
    }
}
