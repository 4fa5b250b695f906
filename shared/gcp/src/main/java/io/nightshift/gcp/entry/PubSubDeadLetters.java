package io.nightshift.gcp.entry;

import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.GzippedPayload;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpErrors;
import io.nightshift.gcp.PlainRest;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * A Pub/Sub topic for undecodable payloads. The data is the original payload; one that is too large for Pub/Sub is gzipped,
 * and the attribute {@code encoding} says so. A message whose response was lost is published again: a duplicate is better
 * than a loss.
 *
 * @param topic {@code projects/PROJECT/topics/TOPIC}
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish">Pub/Sub: publish</a>
 */
record PubSubDeadLetters(PlainRest rest, String topic) implements DeadLetters {

    /** A request may have 10 MB, and the data in it is in Base64. */
    private static final int MOST_BYTES = 7_000_000;

    /** An attribute's value may have 1024 bytes; the note about the cut needs a few more. */
    private static final int LONGEST_ATTRIBUTE = 980;

    static PubSubDeadLetters of(GcpClients clients, String topic) {
        return new PubSubDeadLetters(PlainRest.of(clients, "https://pubsub.googleapis.com/"), topic);
    }

    @Override
    public void keep(byte[] payload, List<Rejected> reasons) {
        var message = payload.length <= MOST_BYTES && payload.length > 0
                ? message(payload, "none", reasons)
                : message(GzippedPayload.of(payload, MOST_BYTES), reasons);
        var request = Json.obj().with("messages", Json.arr(message));
        try {
            rest.post("v1/" + topic + ":publish", request.bytes());
        } catch (IOException e) {
            throw new UndeliverableException("the dead-letter topic did not take a payload: "
                    + GcpErrors.whileChanging(e).message());
        }
    }

    private static Json.Obj message(GzippedPayload packed, List<Rejected> reasons) {
        return message(packed.gzip(), packed.encoding("gzip"), reasons);
    }

    private static Json.Obj message(byte[] data, String encoding, List<Rejected> reasons) {
        return Json.obj()
                .with("data", Base64.getEncoder().encodeToString(data))
                .with(
                        "attributes",
                        Json.obj()
                                .with("reason", attribute(DeadLetters.reason(reasons)))
                                .with("place", attribute(DeadLetters.place(reasons)))
                                .with("encoding", encoding));
    }

    /** One byte for each character, without line breaks or control characters. */
    private static String attribute(String text) {
        return TextLimit.clipped(text.replaceAll("[^ -~]", "?"), LONGEST_ATTRIBUTE)
                .replace('…', '.');
    }
}
