package io.nightshift.promotion.open.registry;

import io.nightshift.promotion.open.gate.Keys;
import java.util.Map;
import java.util.Optional;

/** Keys in files and variables of those names. */
record GivenKeys(Map<String, String> files, Map<String, String> variables) implements Keys {

    @Override
    public Optional<String> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
