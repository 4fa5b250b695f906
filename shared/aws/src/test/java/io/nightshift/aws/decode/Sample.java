package io.nightshift.aws.decode;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.SignalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One payload in {@code events/aws} with the expectation beside it. */
record Sample(Path file) {

    private static final String EXPECTED = ".expected.json";

    static Path root() {
        return Path.of(System.getProperty("nightshift.root", "../.."), "events", "aws");
    }

    static List<Sample> all() {
        return files().stream()
                .filter(file -> !file.toString().endsWith(EXPECTED))
                .map(Sample::new)
                .toList();
    }

    static List<Path> expectations() {
        return files().stream()
                .filter(file -> file.toString().endsWith(EXPECTED))
                .toList();
    }

    static Sample of(String name) {
        return new Sample(root().resolve(name));
    }

    String name() {
        return root().relativize(file).toString().replace('\\', '/');
    }

    Path expectation() {
        var name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + EXPECTED);
    }

    byte[] bytes() {
        return read(file);
    }

    Payload payload() {
        return Payload.of(bytes());
    }

    Json json() throws JsonException {
        return Json.parse(bytes(), JsonLimits.DEFAULT);
    }

    Json expected() throws JsonException {
        return Json.parse(read(expectation()), JsonLimits.DEFAULT);
    }

    static Json.Obj asJson(Decoded decoded) {
        return Json.obj()
                .with(
                        "signals",
                        Json.arr(decoded.signals().stream().map(SignalJson::of).toList()))
                .with(
                        "rejected",
                        Json.arr(decoded.rejected().stream()
                                .map(r -> Json.obj().with("place", r.place()).with("reason", r.reason()))
                                .toList()))
                .with("ignored", Json.strings(decoded.ignored()));
    }

    private static List<Path> files() {
        try (var walk = Files.walk(root())) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
