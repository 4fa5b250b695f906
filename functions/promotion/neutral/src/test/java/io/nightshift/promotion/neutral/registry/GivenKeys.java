package io.nightshift.promotion.neutral.registry;

import io.nightshift.promotion.neutral.gate.PublicKeys;
import java.util.Map;
import java.util.Optional;

/** Keys in files and variables of those names. */
record GivenKeys(Map<String, String> files, Map<String, String> variables) implements PublicKeys {

    @Override
    public Optional<String> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
