package io.nightshift.local.promotion;

import io.nightshift.entry.Variables;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Variables that name folders, which must exist. */
record FolderSettings(Variables variables) {

    private static final String WANTED = "expected the path of a folder that is there";

    /** Empty if not set or invalid. */
    Optional<Path> optional(String name) {
        return variables.get(name).flatMap(text -> folder(name, text));
    }

    Optional<Path> required(String name) {
        if (variables.get(name).isEmpty()) {
            variables.problem(name + " is missing; " + WANTED);
        }
        return optional(name);
    }

    private Optional<Path> folder(String name, String text) {
        try {
            var path = Path.of(text);
            if (Files.isDirectory(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            // Reported below, without the value.
        }
        variables.problem(name + " is not right; " + WANTED);
        return Optional.empty();
    }
}
