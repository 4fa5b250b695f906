package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The state of one CloudWatch alarm, metric or composite, found by its ARN or name. */
record AlarmStateQuery(AwsRegions regions, InstantSource clock) {

    /** An alarm's location and name. */
    private record Key(Origin origin, String name) {
        /** A name may contain colons, so the ARN is split only six times. */
        static Key of(String key, Origin subject) throws JsonException {
            if (!key.startsWith("arn:")) {
                return new Key(subject, key);
            }
            var parts = key.split(":", 7);
            if (parts.length < 7 || !parts[2].equals("cloudwatch") || !parts[5].equals("alarm")) {
                throw new JsonException(
                        "with.key is no alarm's ARN; expected arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME");
            }
            return new Key(Origin.aws(parts[4], parts[3]), parts[6]);
        }
    }

    Observed look(Query query) throws CallFailed, JsonException {
        var key = Key.of(
                View.of(query.with()).at("key").nonBlank(), query.subject().origin());
        var cloudWatch = regions.of(key.origin()).cloudWatch();
        // Without the types, CloudWatch returns only metric alarms.
        var pages = cloudWatch.describeAlarmsPaginator(request ->
                request.alarmNames(key.name()).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
        for (var metric : pages.metricAlarms()) {
            return seen(metric, new MetricQuery(cloudWatch, clock));
        }
        return pages.stream()
                .flatMap(page -> page.compositeAlarms().stream())
                .findFirst()
                .map(AlarmStateQuery::seen)
                .orElseGet(() -> new Observed.NotSeen(Problem.permanent("NotFound", "the alarm does not exist")));
    }

    private static Observed seen(MetricAlarm alarm, MetricQuery metric) {
        var details = details("metric", alarm.stateValue(), alarm.stateReason(), alarm.stateUpdatedTimestamp());
        return new Observed.Seen(health(alarm.stateValue()), metric.into(details, alarm));
    }

    private static Observed seen(CompositeAlarm alarm) {
        var details = details("composite", alarm.stateValue(), alarm.stateReason(), alarm.stateUpdatedTimestamp());
        return new Observed.Seen(health(alarm.stateValue()), details);
    }

    private static Json.Obj details(
            String kind, @Nullable StateValue state, @Nullable String reason, @Nullable Instant since) {
        return Json.obj()
                .with("alarm", kind)
                .with("state", String.valueOf(state))
                .withOptional("reason", reason)
                .withOptional("since", since == null ? null : since.toString());
    }

    private static Health health(@Nullable StateValue state) {
        return switch (state) {
            case OK -> Health.WELL;
            case ALARM -> Health.UNWELL;
            case INSUFFICIENT_DATA -> Health.UNKNOWN;
            case UNKNOWN_TO_SDK_VERSION -> Health.UNKNOWN;
            case null -> Health.UNKNOWN;
        };
    }
}
