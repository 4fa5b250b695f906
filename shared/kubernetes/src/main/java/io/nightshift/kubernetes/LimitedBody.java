package io.nightshift.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.nightshift.core.act.BoundedBytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps a response body in memory up to a maximum length; a longer one is discarded, and the call fails. */
final class LimitedBody implements AsyncBody.Consumer<List<ByteBuffer>> {

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Answer(HttpResponse<?> response, byte[] body) {}

    private final BoundedBytes bytes;
    private volatile @Nullable AsyncBody coming;

    LimitedBody(int longest) {
        bytes = new BoundedBytes(longest);
    }

    /** Starts to read the body after the headers. */
    CompletableFuture<Answer> whole(HttpResponse<AsyncBody> response) {
        var body = response.body();
        coming = body;
        body.consume();
        return body.done().thenApply(ignored -> new Answer(response, bytes.toByteArray()));
    }

    @Override
    public void consume(List<ByteBuffer> parts, AsyncBody from) {
        if (bytes.add(parts)) {
            from.consume();
        } else {
            from.cancel();
        }
    }

    void giveUp() {
        var body = coming;
        if (body != null) {
            body.cancel();
        }
    }
}
