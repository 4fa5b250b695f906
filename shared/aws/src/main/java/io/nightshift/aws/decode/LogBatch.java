package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.decode.UnpackLimit;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The log lines that a CloudWatch Logs subscription filter let through, unpacked. The payload names the account but not the
 * region.
 *
 * @param region the region of the log groups, if the carrier does not contain it
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">AWS: subscription
 *     filters</a>
 */
record LogBatch(String region) implements Format {

    private static final String REGION = "x-nightshift-region";

    private static final Pattern TRAIL =
            Pattern.compile("(?:o-[a-z0-9]{10,32}_)?[0-9]{12}_CloudTrail_[a-z0-9-]+(?:_[0-9]+)?");

    /** Unpacks a batch and decodes it; the region is empty if the carrier does not contain it. */
    static Decoded unpack(View packed, String region, Decoders inner) throws JsonException {
        var allowance = inner.allowance();
        var bytes = new Gunzip(allowance).unpack(packed);
        var limits = new JsonLimits(Gunzip.MOST_BYTES, JsonLimits.DEFAULT.depth(), allowance.values());
        try {
            var headers = region.isEmpty() ? Map.<String, String>of() : Map.of(REGION, region);
            return inner.inner(packed.path(), View.of(Json.parse(bytes, limits, allowance::read)), headers);
        } catch (JsonException e) {
            throw new JsonException(packed.path() + ", unpacked: not JSON: " + e.getMessage());
        }
    }

    @Override
    public String name() {
        return "CloudWatch Logs batch";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("messageType").isString() && payload.at("logEvents").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var type = payload.at("messageType");
        return switch (type.text()) {
            case "DATA_MESSAGE" -> lines(payload, headers.getOrDefault(REGION, region), inner);
            case "CONTROL_MESSAGE" ->
                Decoded.ignored("CloudWatch Logs checks that the destination can be reached; it holds no log lines");
            default -> throw Fields.unknown(type, "message type", "DATA_MESSAGE, CONTROL_MESSAGE");
        };
    }

    private static Decoded lines(View batch, String region, Decoders inner) throws JsonException {
        var group = Fields.name(batch.at("logGroup"));
        var subject = subject(group, Origin.aws(Fields.name(batch.at("owner")), region));
        var labels = new Labels()
                .with("logGroup", group)
                .with("logStream", batch.at("logStream"))
                .with("subscriptionFilter", batch.at("subscriptionFilters").at(0));
        var lines = batch.at("logEvents").items();
        int granted = inner.allowance().lines(lines.size());
        boolean events = holdsEvents(group, batch.at("logStream").textOr(""));
        var read = Decoders.each(lines.subList(0, granted), line -> {
            var event = events ? event(line.at("message"), inner) : Optional.<Decoded>empty();
            if (event.isPresent()) {
                return event.get();
            }
            var id = new SignalId(Fields.name(line.at("id")));
            var header =
                    new Signal.Header(id, "aws.logs", ProviderTimes.time(line.at("timestamp")), subject, labels.all());
            return Decoded.of(new Signal.LogLine(header, group, "", Fields.message(line.at("message"))));
        });
        return lines.isEmpty()
                ? Decoded.ignored("the log batch is empty")
                : Decoded.all(List.of(read, rest(lines.size() - granted)));
    }

    /**
     * Whether the lines are whole events: EventBridge writes to {@code /aws/events/…}, WAF to {@code aws-waf-logs-…}, CloudTrail
     * to streams that it names. The lines of any other group are text, whatever they look like: an application may log what a stranger sent.
     */
    private static boolean holdsEvents(String group, String stream) {
        return group.startsWith("/aws/events/")
                || group.startsWith("aws-waf-logs-")
                || TRAIL.matcher(stream).matches();
    }

    private static Optional<Decoded> event(View message, Decoders inner) throws JsonException {
        return message.isString() ? inner.innerIfKnown(message.path(), message.text(), Map.of()) : Optional.empty();
    }

    private static Decoded rest(int lines) {
        return lines == 0
                ? Decoded.all(List.of())
                : Decoded.rejected(
                        "$.logEvents",
                        lines + " lines are not read; of one payload the first " + UnpackLimit.MOST_LINES + " are");
    }

    /** The writer of a log group is known if its service fixes the group's name. */
    private static Resource subject(String group, Origin origin) {
        var parts = List.of(group.split("/", -1));
        if (group.startsWith("/aws/lambda/")
                && parts.size() == 4
                && !parts.get(3).isBlank()) {
            return new Resource(origin, Kinds.LAMBDA_FUNCTION, parts.get(3));
        }
        if (group.startsWith("/aws/rds/instance/")
                && parts.size() == 6
                && !parts.get(4).isBlank()) {
            return new Resource(origin, Kinds.RDS_INSTANCE, parts.get(4));
        }
        if (group.startsWith("/aws/rds/cluster/")
                && parts.size() == 6
                && !parts.get(4).isBlank()) {
            return new Resource(origin, Kinds.RDS_CLUSTER, parts.get(4));
        }
        return new Resource(origin, Kinds.LOG_GROUP, group);
    }
}
