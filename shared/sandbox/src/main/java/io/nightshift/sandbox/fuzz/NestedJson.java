package io.nightshift.sandbox.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** JSON inside a text: plain, in Base64, or gzipped in Base64. */
final class NestedJson {

    private static final int MEBIBYTE = 1024 * 1024;

    /** Small texts that unpack to very large ones, each of another kind. */
    private static final List<String> BOMBS = List.of(
            bomb("\u0000", 20 * MEBIBYTE),
            bomb(" ", 9 * MEBIBYTE),
            bomb("[", 9 * MEBIBYTE),
            bomb("\"" + "\\n".repeat(1_000), 9 * MEBIBYTE),
            bomb("1,".repeat(100), 2 * MEBIBYTE),
            many("[", "{},", "1]"),
            many("[", "[],", "1]"),
            many("[", "\"\",", "1]"),
            many(
                    "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"g\",\"logEvents\":[",
                    "{\"id\":\"1\",\"timestamp\":1,\"message\":\"\"},",
                    "1]}"));

    private NestedJson() {}

    /** The text with its inner JSON changed; empty if it contains none. */
    static Optional<String> inside(String text, UnaryOperator<String> change) {
        if (isJson(text)) {
            return Optional.of(change.apply(text));
        }
        if (text.length() < 8) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getDecoder().decode(text);
            var plain = new String(bytes, UTF_8);
            return isJson(plain) ? Optional.of(base64(change.apply(plain).getBytes(UTF_8))) : gzipped(bytes, change);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String bomb(RandomGenerator random) {
        return BOMBS.get(random.nextInt(BOMBS.size()));
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    private static Optional<String> gzipped(byte[] bytes, UnaryOperator<String> change) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return Optional.of(base64(gzip(change.apply(new String(in.readAllBytes(), UTF_8)))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String bomb(String unit, int bytes) {
        return base64(gzip(unit.repeat(bytes / unit.length())));
    }

    /** Valid JSON with as many tiny values as fit into a mebibyte. */
    private static String many(String head, String unit, String tail) {
        return base64(gzip(head + unit.repeat(MEBIBYTE / unit.length()) + tail));
    }

    private static byte[] gzip(String text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
