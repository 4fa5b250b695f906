package io.nightshift.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with what a channel gets for a message; written anew with {@code -Dnightshift.publish=true}. */
public final class GoldenFile {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFile() {}

    public static void check(String name, String text) {
        var file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("nightshift.publish")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text + "\n");
            }
            assertThat(Files.readString(file)).as(name).isEqualTo(text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
