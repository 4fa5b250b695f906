package io.nightshift.aws.decode;

import io.nightshift.core.decode.UnpackLimit;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks Base64 of gzip within limits, counted while inflating: a megabyte that unpacks to a gigabyte is rejected after the
 * first few megabytes.
 */
final class Gunzip {

    /** The maximum unpacked size of one batch of log lines; CloudWatch Logs sends about 1 MiB. */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    private final UnpackLimit allowance;

    /** @param allowance the unpack limit of the batch's payload */
    Gunzip(UnpackLimit allowance) {
        this.allowance = allowance;
    }

    byte[] unpack(View base64) throws JsonException {
        var packed = decode(base64);
        allowance.packed(packed.length);
        var out = new ByteArrayOutputStream(Math.min(MOST_BYTES, packed.length * 4 + 64));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var chunk = new byte[16 * 1024];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (out.size() + n > MOST_BYTES) {
                    throw new JsonException(base64.path() + " unpacks to more than " + MOST_BYTES + " bytes");
                }
                if (!allowance.takes(n)) {
                    throw new JsonException(base64.path() + " " + allowance.exceeded());
                }
                out.write(chunk, 0, n);
            }
        } catch (IOException e) {
            throw new JsonException(base64.path() + " is damaged, cut off or no gzip; expected gzip in base64");
        }
        return out.toByteArray();
    }

    private static byte[] decode(View base64) throws JsonException {
        try {
            return Base64.getDecoder().decode(base64.nonBlank().strip());
        } catch (IllegalArgumentException e) {
            throw new JsonException(base64.path() + " is no base64; expected gzip in base64");
        }
    }
}
