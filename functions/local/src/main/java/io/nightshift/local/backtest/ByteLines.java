package io.nightshift.local.backtest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The lines of a stream as bytes: the parser of a line checks that it is UTF-8. */
final class ByteLines {

    /** @param first the number of the first line, from 1 */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Block(long first, List<byte[]> lines) {}

    private static final int LINES = 256;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long read;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** Returns the next lines; none at the end. */
    Block next() throws IOException {
        var first = read + 1;
        var lines = new ArrayList<byte[]>(LINES);
        while (lines.size() < LINES) {
            var line = new ByteArrayOutputStream(1_024);
            if (!readInto(line)) {
                break;
            }
            lines.add(line.toByteArray());
            read++;
        }
        return new Block(first, lines);
    }

    private boolean readInto(ByteArrayOutputStream line) throws IOException {
        boolean any = false;
        while (from < to || fill()) {
            any = true;
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, from, end - from);
            from = Math.min(end + 1, to);
            if (end < to) {
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
