package io.nightshift.sandbox.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One payload under {@code events/} with its expected result: {@code NAME.json} (or another suffix, if it is not JSON),
 * {@code NAME.expected.json}, and {@code NAME.headers.json} if it has headers.
 */
public record Sample(Path root, Path file) {

    private static final String EXPECTED = ".expected.json";
    private static final String HEADERS = ".headers.json";

    /** All samples in a folder of {@code events/}, sorted by name. */
    public static List<Sample> all(String folder) {
        var root = root(folder);
        return files(root).stream()
                .filter(Sample::isPayload)
                .map(file -> new Sample(root, file))
                .toList();
    }

    public static Sample of(String folder, String name) {
        var root = root(folder);
        return new Sample(root, root.resolve(name));
    }

    /** The files in that folder that belong to no sample. */
    static List<Path> strays(String folder) {
        var mine = all(folder).stream()
                .flatMap(sample -> List.of(sample.file, sample.sibling(EXPECTED), sample.sibling(HEADERS)).stream())
                .toList();
        return files(root(folder)).stream().filter(file -> !mine.contains(file)).toList();
    }

    public String name() {
        return root.relativize(file).toString().replace('\\', '/');
    }

    public boolean isJson() {
        return file.toString().endsWith(".json");
    }

    public byte[] bytes() {
        return read(file);
    }

    public Payload payload() {
        return new Payload(bytes(), headers());
    }

    /** This sample with one text in it replaced. */
    public Payload with(String text, String replacement) {
        var whole = new String(bytes(), UTF_8);
        if (!whole.contains(text)) {
            throw new IllegalArgumentException(name() + " does not contain " + text);
        }
        return new Payload(whole.replace(text, replacement).getBytes(UTF_8), headers());
    }

    public Json json() throws JsonException {
        return Json.parse(bytes(), JsonLimits.DEFAULT);
    }

    public Json expected() throws JsonException {
        return Json.parse(read(sibling(EXPECTED)), JsonLimits.DEFAULT);
    }

    public Map<String, String> headers() {
        var headers = sibling(HEADERS);
        try {
            return Files.exists(headers)
                    ? View.of(Json.parse(read(headers), JsonLimits.DEFAULT)).texts()
                    : Map.of();
        } catch (JsonException e) {
            throw new IllegalArgumentException(headers + ": " + e.getMessage(), e);
        }
    }

    private Path sibling(String ending) {
        var name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
    }

    private static boolean isPayload(Path file) {
        var name = file.toString();
        return !name.endsWith(EXPECTED) && !name.endsWith(HEADERS) && !name.endsWith(".md");
    }

    private static Path root(String folder) {
        return Path.of(System.getProperty("nightshift.root", "../.."), "events", folder);
    }

    private static List<Path> files(Path root) {
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
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
