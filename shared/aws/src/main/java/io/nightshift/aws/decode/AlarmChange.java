package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One state change of a CloudWatch alarm, independent of the carrier.
 *
 * <p>The signal's id is made of alarm, state and time of the change, not of the carrier's id. One change arrives through
 * EventBridge, through each SNS topic in the alarm's actions and through a Lambda action, each with its own id, and is still
 * one event. State changes of one alarm are at least seconds apart.
 *
 * @param arn the alarm's ARN
 * @param contributor the id of one time series of a grouped alarm (Metrics Insights), empty for the alarm as a whole
 * @param reason human-readable; missing in alarms on PromQL and logs
 * @param notes labels that are not dimensions: what holds the alarm's own actions back
 */
record AlarmChange(
        Arn arn,
        String name,
        AlarmState state,
        Instant time,
        String reason,
        List<AlarmMetric> metrics,
        String contributor,
        Map<String, String> notes) {

    /** From {@code detail} in events and {@code alarmData} in Lambda actions, which have the same form. */
    static AlarmChange ofDetail(View detail, Arn arn, Instant sent) throws JsonException {
        var state = detail.at("state");
        var contributor = detail.at("alarmContributor");
        return new AlarmChange(
                arn,
                Fields.name(detail.at("alarmName")),
                state(state.at("value")),
                ProviderTimes.timeOr(state.at("timestamp"), sent),
                Fields.message(state.at("reason")),
                contributor.exists()
                        ? List.of(AlarmMetric.ofContributor(
                                contributor.at("attributes"), detail.at("configuration", "metrics")))
                        : AlarmMetric.ofConfiguration(detail.at("configuration")),
                contributor.exists() ? Fields.name(contributor.at("id")) : "",
                new Labels()
                        .with("actions-suppressed-by", state.at("actionsSuppressedBy"))
                        .with("muted-by", detail.at("muteDetail", "mutedByArn"))
                        .all());
    }

    /** INSUFFICIENT_DATA says nothing about the resource: neither healthy nor unhealthy. */
    static AlarmState state(View value) throws JsonException {
        return switch (value.text()) {
            case "ALARM" -> AlarmState.FIRING;
            case "OK" -> AlarmState.OK;
            case "INSUFFICIENT_DATA" -> AlarmState.UNKNOWN;
            default -> throw Fields.unknown(value, "alarm state", "ALARM, OK, INSUFFICIENT_DATA");
        };
    }

    Signal.Alarm signal() {
        var origin = Origin.aws(arn.account(), arn.region());
        var about = about(origin);
        var subject = about.flatMap(metric -> MetricDimensions.resource(metric, origin))
                .orElseGet(() -> new Resource(origin, Resource.Kinds.ALARM, name));
        var key = contributor.isEmpty() ? arn.toString() : arn + "#" + contributor;
        var id = new SignalId(key + "@" + time.truncatedTo(ChronoUnit.MILLIS) + "=" + state.id());
        var header = new Signal.Header(id, "aws.cloudwatch", time, subject, labels(about));
        return new Signal.Alarm(header, name, key, state, "", reason);
    }

    private Map<String, String> labels(Optional<AlarmMetric> about) {
        var labels = new Labels().withAll(notes).with("contributor", contributor);
        about.or(() -> metrics.stream().findFirst())
                .ifPresent(
                        metric -> labels.with("namespace", metric.namespace()).with("metric", metric.name()));
        about.ifPresent(metric -> labels.withAll(metric.dimensions()));
        return labels.all();
    }

    /**
     * The metric that identifies the alarm's subject: the first that names a resource; metrics that the alarm compares come
     * before those that only feed an expression, and services before the queues of which an expression computes their load. An expression over several resources of one kind has no subject: to act on
     * the first of three instances would be a guess.
     */
    private Optional<AlarmMetric> about(Origin origin) {
        var naming = metrics.stream()
                .filter(metric -> MetricDimensions.resource(metric, origin).isPresent())
                .sorted(Comparator.comparing(AlarmMetric::returned)
                        .thenComparing(MetricDimensions::isOfWorker)
                        .reversed())
                .toList();
        if (naming.isEmpty()) {
            return metrics.size() == 1 ? Optional.of(metrics.getFirst()) : Optional.empty();
        }
        var first = MetricDimensions.resource(naming.getFirst(), origin).orElseThrow();
        boolean several = naming.stream()
                .flatMap(metric -> MetricDimensions.resource(metric, origin).stream())
                .anyMatch(other -> other.kind().equals(first.kind()) && !other.equals(first));
        return several ? Optional.empty() : Optional.of(naming.getFirst());
    }
}
