package io.nightshift.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * A gzip-compressed payload, for a dead-letter destination that does not accept the original.
 *
 * @param whole whether the whole payload fits; else only its beginning is included
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record GzippedPayload(byte[] gzip, boolean whole) {

    /** @param most the maximum number of bytes */
    public static GzippedPayload of(byte[] payload, int most) {
        var gzip = gzip(payload);
        return gzip.length <= most
                ? new GzippedPayload(gzip, true)
                : new GzippedPayload(
                        of(Arrays.copyOf(payload, payload.length / 2), most).gzip(), false);
    }

    /** The value of the message attribute {@code encoding}. */
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
