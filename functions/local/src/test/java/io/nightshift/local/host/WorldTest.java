package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the world really sends: payloads from public test suites, which lie next to the checkout and never in it. At least 95 of a
 * hundred give signals; the others have a reason.
 */
final class WorldTest {

    private static final Path WORLD = world();

    /** Texts without JSON and templates that nobody filled in. */
    private static final double SHARE = 0.95;

    @Test
    void nearlyAllPayloadsOfTheWorldGiveSignals() throws IOException {
        if (!Files.isDirectory(WORLD)) {
            System.out.println("no real payloads at " + WORLD + ": not tried");
        }
        assumeThat(WORLD).isDirectory();
        var without = new TreeMap<String, String>();
        var all = decoded();
        all.forEach((name, decoded) -> {
            if (decoded.signals().isEmpty()) {
                without.put(name, reasons(decoded));
            }
        });
        assertThat(without.values()).as("reasons").doesNotContain("");
        assertThat(1 - (double) without.size() / all.size())
                .as(without.toString())
                .isGreaterThanOrEqualTo(SHARE);
    }

    /** Next to the checkout, or one level up for a copy of it. */
    private static Path world() {
        var root = Path.of(System.getProperty("nightshift.root", "../.."));
        return Stream.of("../shared/world/events", "../../shared/world/events")
                .map(place -> root.resolve(place).normalize())
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(root.resolve("../shared/world/events").normalize());
    }

    private static String reasons(Decoded decoded) {
        return String.join(
                "; ",
                List.of(
                        decoded.ignored().stream().collect(Collectors.joining("; ")),
                        decoded.rejected().stream()
                                .map(each -> each.place() + " " + each.reason())
                                .collect(Collectors.joining("; "))));
    }

    private static Map<String, Decoded> decoded() throws IOException {
        var decoders = KnownFormats.decoders();
        try (var files = Files.list(WORLD)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(),
                    file -> decoders.decode(Payload.of(bytes(file))),
                    (one, other) -> one,
                    TreeMap::new));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
