package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * The array with which EventBridge Pipes calls its target: the records of a queue, without the {@code Records} around them, or
 * what an enrichment made of them, each an event of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-batching-concurrency.html">AWS: Pipes
 *     batching</a>
 */
final class PipeBatch implements Format {

    @Override
    public String name() {
        return "batch of EventBridge Pipes";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        try {
            return payload.isArray() && payload.items().stream().anyMatch(PipeBatch::isOne);
        } catch (JsonException e) {
            return false;
        }
    }

    private static boolean isOne(View item) {
        return SqsBatch.isMessage(item) || EventBridgeEvent.isOne(item) || SnsNotification.isOne(item);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoders.each(
                payload.items(),
                item -> SqsBatch.isMessage(item)
                        ? SqsBatch.message(item, inner).decoded()
                        : inner.inner(item.path(), item, Map.of()));
    }
}
