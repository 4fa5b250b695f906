package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;

/**
 * A notification of a Cloud Storage bucket about one of its objects; the attributes have all that identifies it.
 *
 * @see <a href="https://cloud.google.com/storage/docs/pubsub-notifications">Google Cloud: Pub/Sub notifications</a>
 */
final class StorageNotification implements Format {

    @Override
    public String name() {
        return "Cloud Storage notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return MessageAttributes.of(headers).has("eventType", "bucketId", "objectId");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var attributes = MessageAttributes.of(headers);
        var bucket = Fields.name(attributes.at("bucketId"));
        var object = Fields.name(attributes.at("objectId"));
        var change = Fields.name(attributes.at("eventType"));
        var time = ProviderTimes.timeOr(attributes.at("eventTime"), attributes.published());
        var generation = attributes.name("objectGeneration");
        var header = new Signal.Header(
                new SignalId(bucket + "/" + object + "#" + generation + "#" + change + "@" + time),
                "gcp.storage",
                time,
                new Resource(Origin.gcp("", ""), Kinds.GCS_BUCKET, bucket),
                new Labels()
                        .with("object", object)
                        .with("generation", generation)
                        .all());
        return Decoded.of(new Signal.ResourceChange(header, change, change + " " + object, ""));
    }
}
