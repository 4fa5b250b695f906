package io.nightshift.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails if more bytes arrive than allowed. */
final class LimitedStream extends FilterInputStream {

    private long left;

    LimitedStream(InputStream in, long longest) {
        super(in);
        left = longest;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new IOException("the answer is too long");
        }
    }
}
