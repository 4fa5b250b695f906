package io.nightshift.promotion.neutral.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keys in a folder and in variables, read at each use.
 *
 * @param folder the base of file names; no file may be outside of it; empty for none
 * @param variables the variables that a policy may name
 */
public record KeptKeys(Optional<Path> folder, Map<String, String> variables) implements PublicKeys {

    private static final int LONGEST = 64 * 1024;

    public KeptKeys {
        variables = Map.copyOf(variables);
    }

    /** The real path is checked: a link may lead outside. */
    @Override
    public Optional<String> file(String name) {
        try {
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            var root = folder.get().toRealPath();
            var file = root.resolve(name).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file) && Files.size(file) <= LONGEST
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Without the values: one of them may be a secret by mistake. */
    @Override
    public String toString() {
        return "KeptKeys[folder=" + folder + ", variables=" + variables.keySet() + "]";
    }
}
