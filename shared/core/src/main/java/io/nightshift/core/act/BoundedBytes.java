package io.nightshift.core.act;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of an answer as they come, up to a length. */
public final class BoundedBytes {

    private final int longest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param longest in bytes */
    public BoundedBytes(int longest) {
        this.longest = longest;
    }

    /** False if they would be more than may come; what came before stays. */
    public boolean add(List<ByteBuffer> parts) {
        for (var part : parts) {
            if (bytes.size() + (long) part.remaining() > longest) {
                return false;
            }
            var copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        return true;
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
