package io.nightshift.aws.decode;

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
 * What a bucket sends to a topic or queue by itself, without EventBridge: one record for each change of an object. It does not
 * contain the account, which the topic or queue tells. The id is made of the object, its sequencer and the event, which a
 * redelivery repeats.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">AWS: event message
 *     structure</a>
 */
final class BucketNotification implements Format {

    private static final String TEST = "s3:TestEvent";

    @Override
    public String name() {
        return "S3 notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return Fields.says(payload.at("Event"), TEST) || LambdaRecords.from(payload, "eventSource", "aws:s3");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        if (Fields.says(payload.at("Event"), TEST)) {
            return Decoded.ignored("a test notification of S3: the topic or queue is reached");
        }
        var carrier = EnvelopeHeaders.origin(headers);
        return Decoders.each(payload.at("Records").items(), item -> Decoded.of(change(item, carrier)));
    }

    private static Signal change(View item, Origin carrier) throws JsonException {
        var bucket = item.at("s3", "bucket", "name");
        var object = item.at("s3", "object");
        var region = Fields.firstName(item.at("awsRegion"));
        var origin = EnvelopeHeaders.known(
                Origin.aws(carrier.account(), region.isEmpty() ? carrier.region() : region),
                item.at("s3", "bucket", "account"));
        var event = Fields.name(item.at("eventName"));
        var key = Fields.name(object.at("key"));
        var time = ProviderTimes.time(item.at("eventTime"));
        var turn = Fields.firstName(object.at("sequencer"));
        var id = Fields.name(bucket) + "/" + key + "#" + (turn.isEmpty() ? time.toString() : turn) + "=" + event;
        var header = new Signal.Header(
                new SignalId(id),
                "aws.s3",
                time,
                new Resource(origin, Kinds.S3_BUCKET, Fields.name(bucket)),
                new Labels().with("key", key).all());
        return new Signal.ResourceChange(
                header, event, event, Fields.firstName(item.at("userIdentity", "principalId")));
    }
}
