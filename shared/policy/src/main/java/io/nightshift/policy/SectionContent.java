package io.nightshift.policy;

import java.util.Set;
import java.util.stream.Stream;

/** The content of one section of a policy, in the form of the section's owner. A record: equal sections are equal. */
public interface SectionContent {

    /** The names of its items. */
    Set<String> names();

    /** The settings of every level in this section; a calendar, channel or group that no level uses is a warning. */
    Stream<PolicySettings> levels();

    /** This section in the form in which the engine queries it. */
    SectionRules rules(Policy policy);
}
