package io.nightshift.remediation.aws.survey;

import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.remediation.survey.Unread;
import io.nightshift.remediation.survey.WatchedMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;

/** Metric and composite alarms. */
record AlarmSurvey(CloudWatchClient cloudWatch, AlarmEvents events, SurveyReading reading) {

    void read() {
        // Without the types, CloudWatch returns only metric alarms.
        var pages = cloudWatch.describeAlarmsPaginator(
                request -> request.alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
        for (var page : pages) {
            page.metricAlarms().forEach(alarm -> add(alarm.alarmArn(), alarm.alarmName(), AlarmMetrics.of(alarm)));
            page.compositeAlarms().forEach(alarm -> add(alarm.alarmArn(), alarm.alarmName(), List.of()));
        }
    }

    private void add(@Nullable String arn, @Nullable String name, List<Json.Obj> metrics) {
        var alarm = Arn.parse(String.valueOf(arn));
        var signal = alarm.flatMap(found -> events.fires(found, String.valueOf(name), metrics));
        if (alarm.isEmpty() || signal.isEmpty()) {
            reading.unread(Unread.ALARMS + " (one of them)", "its event could not be read");
            return;
        }
        reading.add(SurveyedAlarm.read(signal.get(), watches(alarm.get(), String.valueOf(name), metrics)));
    }

    /** Each metric alone: an expression over three instances has no subject, and still watches all three. */
    private List<WatchedMetric> watches(Arn alarm, String name, List<Json.Obj> metrics) {
        return metrics.stream()
                .flatMap(metric -> events.fires(alarm, name, List.of(metric)).stream())
                .map(one -> new WatchedMetric(one.subject(), one.labels().getOrDefault("metric", "")))
                .toList();
    }
}
