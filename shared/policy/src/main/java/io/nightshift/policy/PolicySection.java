package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * A top-level section of the policy, owned by the function whose runs it describes. The owner defines its keys, checks what
 * they mean together, and reads them; the parser knows a section only by this interface.
 *
 * <p>The section is a list of tables with the key {@code name}, or a table whose keys are names. These names are unique over
 * all sections, because runs in the ledger, pauses and requests refer to them.
 */
public interface PolicySection extends SectionKeys {

    /** One item, for messages: {@code rule}. */
    String item();

    /** Checks what a shape cannot. The document lacks its invalid values, whose problems are already reported. */
    default void check(PolicyDocument document) throws JsonException {}

    /** Reads the section of a valid policy. */
    SectionContent read(View root) throws JsonException;

    /** Warns about valid settings that are probably mistakes. */
    default void warn(Policy policy, PolicyDocument document) throws JsonException {}
}
