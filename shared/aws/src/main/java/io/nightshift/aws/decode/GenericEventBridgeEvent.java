package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last of the EventBridge formats: any event whose detail-type no other format knows becomes a notice, so that a rule can
 * be written for it. The subject is the first ARN of its resources (of a scheduled event: the rule), else the {@code arn} of its
 * detail, else the sender. The plain members of the detail are labels.
 */
final class GenericEventBridgeEvent implements Format {

    private static final String OTHERS = "aws.eventbridge";

    @Override
    public String name() {
        return "EventBridge event";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return EventBridgeEvent.isOne(payload);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var event = EventBridgeEvent.of(payload);
        var labels = new Labels().with("source", event.source()).withScalars(event.detail());
        var header = event.header(subject(event), labels);
        return Decoded.of(new Signal.Notice(
                new Signal.Header(header.id(), source(event), header.time(), header.subject(), header.labels()),
                event.detailType(),
                event.detail().isString() ? "" : Fields.summary(event.detail())));
    }

    /** Only AWS can use a source that begins with {@code aws.}; a name that anyone chooses is a label. */
    private static String source(EventBridgeEvent event) {
        return event.source().startsWith("aws.") ? event.source() : OTHERS;
    }

    private static Resource subject(EventBridgeEvent event) throws JsonException {
        var named =
                new ArrayList<>(event.resources().isArray() ? event.resources().items() : List.<View>of());
        named.add(event.detail().at("arn"));
        for (var each : named) {
            var arn = each.isString() ? own(each.text(), event) : Optional.<Arn>empty();
            if (arn.isPresent()) {
                return AwsSubjects.of(arn.get(), event.origin());
            }
        }
        return new Resource(event.origin(), "events:source", event.source());
    }

    /** Whoever puts an event on the bus may write any ARN: one of another account does not name the subject. */
    private static Optional<Arn> own(String text, EventBridgeEvent event) {
        return Arn.parse(text)
                .filter(arn -> arn.account().isBlank()
                        || arn.account().equals(event.origin().account()));
    }
}
