package io.nightshift.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * A payload in gzip, for a dead-letter destination that does not take it as it is.
 *
 * @param whole whether all of it fitted; else its beginning is here
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record Packed(byte[] gzip, boolean whole) {

    /** @param most how many bytes fit */
    public static Packed of(byte[] payload, int most) {
        var gzip = gzip(payload);
        return gzip.length <= most
                ? new Packed(gzip, true)
                : new Packed(
                        of(Arrays.copyOf(payload, payload.length / 2), most).gzip(), false);
    }

    /** What the attribute {@code encoding} of a letter says. */
    public String encoding(String name) {
        return whole ? name : name + ", the beginning only";
    }

    private static byte[] gzip(byte[] payload) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
