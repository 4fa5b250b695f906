package io.nightshift.policy;

import io.nightshift.policy.Shape.Elsewhere;
import java.util.List;

/** The keys that a section adds to the format of the policy. */
public interface SectionKeys {

    /** The key of the section: its name, shape and meaning. */
    PolicyKey key();

    /**
     * Its settings that also stand in the defaults and in environments. The section reads them itself; every host checks
     * them, and the hash covers them, because these levels are common.
     */
    default List<PolicyKey> settings() {
        return List.of();
    }

    /** A section that another function reads: it may be there, and its content is not read. */
    static SectionKeys elsewhere(String name, boolean required, PolicyKey... settings) {
        record Names(PolicyKey key, List<PolicyKey> settings) implements SectionKeys {}
        var shape = new Elsewhere();
        var key = required ? PolicyKey.required(name, shape, "") : PolicyKey.optional(name, shape, "");
        return new Names(key, List.of(settings));
    }
}
