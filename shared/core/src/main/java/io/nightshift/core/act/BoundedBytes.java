package io.nightshift.core.act;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of a response as they arrive, up to a maximum length. */
public final class BoundedBytes {

    private final int longest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param longest the maximum length in bytes */
    public BoundedBytes(int longest) {
        this.longest = longest;
    }

    /** Returns false if the parts exceed the maximum length; the bytes added before stay. */
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
