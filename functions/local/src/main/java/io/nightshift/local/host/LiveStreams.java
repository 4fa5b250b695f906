package io.nightshift.local.host;

import io.nightshift.api.LiveBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** The responses that go on for as long as the caller listens; all end before the server stops. */
final class LiveStreams implements AutoCloseable {

    private static final int MOST = 128;

    private final Semaphore free = new Semaphore(MOST);
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Sends the body until it ends; returns 503 at once if too many are open. */
    void send(LiveBody body, Response response) throws IOException {
        if (!free.tryAcquire()) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
            Content.Sink.write(response, true, ByteBuffer.allocate(0));
            return;
        }
        try {
            body.write(new ResponseOutput(response));
            Content.Sink.write(response, true, ByteBuffer.allocate(0));
        } finally {
            free.release();
        }
    }

    private final class ResponseOutput implements LiveBody.Output {

        private final Response response;

        ResponseOutput(Response response) {
            this.response = response;
        }

        @Override
        public void send(byte[] part) throws IOException {
            Content.Sink.write(response, false, ByteBuffer.wrap(part));
        }

        @Override
        public boolean waits(Duration time) {
            try {
                return !stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    @Override
    public void close() {
        stopping.countDown();
    }
}
