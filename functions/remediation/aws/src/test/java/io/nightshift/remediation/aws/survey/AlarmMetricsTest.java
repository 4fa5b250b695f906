package io.nightshift.remediation.aws.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.decode.Arn;
import io.nightshift.core.signal.Resource.Kinds;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

final class AlarmMetricsTest {

    private static final AlarmEvents EVENTS = AlarmEvents.in("eu-central-1", Instant.parse("2026-11-21T03:04:05Z"));
    private static final Arn ARN =
            Arn.parse("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a").orElseThrow();

    private static MetricDataQuery errors(String id, String function) {
        return MetricDataQuery.builder()
                .id(id)
                .returnData(false)
                .metricStat(stat -> stat.metric(Metric.builder()
                                .namespace("AWS/Lambda")
                                .metricName("Errors")
                                .dimensions(Dimension.builder()
                                        .name("FunctionName")
                                        .value(function)
                                        .build())
                                .build())
                        .period(60)
                        .stat("Sum"))
                .build();
    }

    private static MetricDataQuery expression() {
        return MetricDataQuery.builder().id("e").expression("m1 + m2").build();
    }

    @Test
    void anExpressionOverOneResourceIsAboutIt() {
        var metrics = AlarmMetrics.of(MetricAlarm.builder()
                .metrics(errors("m1", "checkout"), errors("m2", "checkout"), expression())
                .build());
        var signal = EVENTS.fires(ARN, "a", metrics).orElseThrow();
        assertThat(signal.subject().label()).isEqualTo(Kinds.LAMBDA_FUNCTION + "/checkout");
        assertThat(signal.labels()).containsEntry("metric", "Errors");
    }

    @Test
    void anExpressionOverSeveralHasNoSubject() {
        var metrics = AlarmMetrics.of(MetricAlarm.builder()
                .metrics(errors("m1", "checkout"), errors("m2", "mail"), expression())
                .build());
        assertThat(EVENTS.fires(ARN, "a", metrics).orElseThrow().subject().kind())
                .isEqualTo(Kinds.ALARM);
        assertThat(metrics).hasSize(3);
    }

    @Test
    void anAlarmOnLogsOrPromqlHasNoMetric() {
        assertThat(AlarmMetrics.of(MetricAlarm.builder().alarmName("a").build()))
                .isEmpty();
    }

    @Test
    void anEmptyListBesideTheOneMetricIsNoList() {
        var alarm = MetricAlarm.builder()
                .namespace("AWS/Lambda")
                .metricName("Errors")
                .metrics(List.of())
                .build();
        assertThat(AlarmMetrics.of(alarm)).hasSize(1);
    }
}
