package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/">CloudWatch query API, 2010-08-01</a> */
final class FakeCloudWatch implements FakeService {

    static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";
    private static final String QUERY = "MetricDataQueries.member.1.";
    private static final int PERIOD = 300;

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeAlarms" -> alarms(call, account);
            case "GetMetricData" -> metricData(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static String alarms(AwsCall call, FakeAccount account) {
        call.only("AlarmNames", "AlarmTypes", "NextToken", "MaxRecords");
        var names = call.list("AlarmNames.member");
        var types = call.list("AlarmTypes.member");
        // As in the API: without AlarmTypes only metric alarms are returned.
        boolean composites = types.contains("CompositeAlarm");
        boolean metrics = types.isEmpty() || types.contains("MetricAlarm");
        var found = account.seen(Alarm.class).stream()
                .filter(alarm -> names.isEmpty() || names.contains(alarm.name()))
                .filter(alarm -> alarm.composite() ? composites : metrics)
                .toList();
        var part = ReplyPage.of(found, call.optional("NextToken"));
        return FakeService.query(
                call,
                NAMESPACE,
                alarms(
                        account,
                        "MetricAlarms",
                        part.items().stream()
                                .filter(alarm -> !alarm.composite())
                                .toList()),
                alarms(
                        account,
                        "CompositeAlarms",
                        part.items().stream().filter(Alarm::composite).toList()),
                Xml.next("NextToken", part.next()));
    }

    private static String alarms(FakeAccount account, String list, List<Alarm> alarms) {
        return Xml.list(
                list,
                "member",
                alarms,
                alarm -> Xml.text("AlarmName", alarm.name())
                        + Xml.text("AlarmArn", AwsStandIn.arn("cloudwatch", "alarm:" + alarm.name()))
                        + Xml.text("StateValue", alarm.state())
                        + Xml.text("StateReason", alarm.reason())
                        + Xml.text("StateUpdatedTimestamp", "2026-11-21T00:00:00Z")
                        + watched(account, alarm).map(FakeCloudWatch::watches).orElse(""));
    }

    private static Optional<Watched> watched(FakeAccount account, Alarm alarm) {
        return account.seen(Watched.class).stream()
                .filter(metric -> metric.alarm().equals(alarm.name()))
                .findFirst();
    }

    private static String watches(Watched watched) {
        return Xml.text("Namespace", watched.namespace())
                + Xml.text("MetricName", watched.metric())
                + Xml.tags("Dimensions", "member", "Name", "Value", watched.dimensions())
                + Xml.text("Period", PERIOD)
                + Xml.text("Statistic", "Maximum")
                + Xml.text("ComparisonOperator", "GreaterThanThreshold")
                + Xml.text("Threshold", watched.threshold());
    }

    /** One query of one metric, in the supported form. */
    private static String metricData(AwsCall call, FakeAccount account) {
        call.only("MetricDataQueries", "StartTime", "EndTime", "ScanBy", "NextToken");
        var from = Instant.parse(call.required("StartTime"));
        var to = Instant.parse(call.required("EndTime"));
        if (!from.isBefore(to)) {
            throw AwsError.invalid(call, "The parameter StartTime must be less than the parameter EndTime.");
        }
        if (call.required("ScanBy").equals("TimestampAscending")) {
            return FakeMetricSeries.answer(call, account, from, to);
        }
        if (!call.required("ScanBy").equals("TimestampDescending")
                || call.number(QUERY + "MetricStat.Period") != PERIOD) {
            throw AwsError.invalid(call, "a metric of another period, or in another order, is not played here");
        }
        var id = call.required(QUERY + "Id");
        var name = call.required(QUERY + "MetricStat.Metric.MetricName");
        var namespace = call.required(QUERY + "MetricStat.Metric.Namespace");
        var found = account.seen(Watched.class).stream()
                .filter(metric ->
                        metric.metric().equals(name) && metric.namespace().equals(namespace))
                .toList();
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.list("MetricDataResults", "member", found, metric -> result(id, metric, from, to)));
    }

    private static String result(String id, Watched metric, Instant from, Instant to) {
        var times = Stream.iterate(to.minusSeconds(PERIOD), at -> at.minusSeconds(PERIOD))
                .limit(metric.values().size())
                .takeWhile(at -> !at.isBefore(from))
                .toList();
        return Xml.text("Id", id)
                + Xml.text("Label", metric.metric())
                + Xml.list("Timestamps", "member", times, Instant::toString)
                + Xml.list("Values", "member", metric.values().subList(0, times.size()), String::valueOf)
                + Xml.text("StatusCode", "Complete");
    }
}
