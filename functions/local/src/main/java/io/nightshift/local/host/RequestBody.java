package io.nightshift.local.host;

import io.nightshift.api.ApiRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/** A body whose memory comes from a pool that all requests share; it is returned at the end of the request. */
final class RequestBody implements ApiRequest.Body, AutoCloseable {

    static final int PIECE = 16 * 1024;

    private final InputStream in;
    private final Semaphore pieces;
    private int held;

    /** The pool has no room for another piece. */
    static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** @param pieces the number of additional pieces of {@link #PIECE} bytes that may be held */
    RequestBody(InputStream in, Semaphore pieces) {
        this.in = in;
        this.pieces = pieces;
    }

    @Override
    public byte[] read(int most) throws IOException {
        var read = new ByteArrayOutputStream();
        boolean more = true;
        while (more && read.size() < most) {
            if (!pieces.tryAcquire()) {
                throw new NoRoomException();
            }
            held++;
            var piece = in.readNBytes(Math.min(PIECE, most - read.size()));
            read.writeBytes(piece);
            more = piece.length > 0;
        }
        return read.toByteArray();
    }

    @Override
    public void close() {
        pieces.release(held);
    }
}
