package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;
import java.util.Optional;

/**
 * What ElastiCache publishes to SNS: one member, whose name is the event ({@code ElastiCache:FailoverComplete}) and whose value
 * is the cluster. Id and time are the envelope's.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html">AWS: ElastiCache and SNS</a>
 */
final class CacheNotification implements Format {

    private static final String PREFIX = "ElastiCache:";

    @Override
    public String name() {
        return "ElastiCache notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return event(payload).isPresent();
    }

    /** Never throws. */
    private static Optional<String> event(View payload) {
        try {
            return payload.isObject()
                    ? payload.object().members().keySet().stream()
                            .limit(4)
                            .filter(name -> name.startsWith(PREFIX) && name.length() <= 200)
                            .findFirst()
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var event = event(payload).orElse(PREFIX);
        var cluster = Fields.name(payload.at(event));
        var sent = header(headers, EnvelopeHeaders.TIME);
        var header = new Signal.Header(
                new SignalId(Fields.name(header(headers, EnvelopeHeaders.MESSAGE_ID))),
                "aws.elasticache",
                ProviderTimes.time(sent),
                new Resource(
                        EnvelopeHeaders.known(EnvelopeHeaders.origin(headers), payload.at("account")),
                        Kinds.ELASTICACHE_CLUSTER,
                        cluster),
                new Labels().all());
        return Decoded.of(new Signal.ResourceChange(header, event.substring(PREFIX.length()), event, ""));
    }

    private static View header(Map<String, String> headers, String name) throws JsonException {
        if (!headers.containsKey(name)) {
            throw new JsonException("it tells neither id nor time, and it did not come in an SNS message with them");
        }
        return View.of(Json.of(headers.getOrDefault(name, "")));
    }
}
