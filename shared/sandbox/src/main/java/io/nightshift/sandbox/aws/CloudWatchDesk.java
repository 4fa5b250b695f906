package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.AwsThing.Alarm;
import java.util.List;

/** @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/">CloudWatch query API, 2010-08-01</a> */
final class CloudWatchDesk implements Desk {

    @Override
    public String answer(AwsCall call, Account account) {
        if (!call.operation().equals("DescribeAlarms")) {
            throw Desk.unknown(call);
        }
        call.only("AlarmNames", "AlarmTypes", "NextToken", "MaxRecords");
        var names = call.list("AlarmNames.member");
        var types = call.list("AlarmTypes.member");
        // As the API: without AlarmTypes only metric alarms are told.
        boolean composites = types.contains("CompositeAlarm");
        boolean metrics = types.isEmpty() || types.contains("MetricAlarm");
        var found = account.seen(Alarm.class).stream()
                .filter(alarm -> names.isEmpty() || names.contains(alarm.name()))
                .filter(alarm -> alarm.composite() ? composites : metrics)
                .toList();
        var part = Part.of(found, call.optional("NextToken"));
        return Desk.query(
                call,
                "http://monitoring.amazonaws.com/doc/2010-08-01/",
                alarms(
                        "MetricAlarms",
                        part.items().stream()
                                .filter(alarm -> !alarm.composite())
                                .toList()),
                alarms(
                        "CompositeAlarms",
                        part.items().stream().filter(Alarm::composite).toList()),
                Xml.next("NextToken", part.next()));
    }

    private static String alarms(String list, List<Alarm> alarms) {
        return Xml.list(
                list,
                "member",
                alarms,
                alarm -> Xml.text("AlarmName", alarm.name())
                        + Xml.text("AlarmArn", AwsStandIn.arn("cloudwatch", "alarm:" + alarm.name()))
                        + Xml.text("StateValue", alarm.state())
                        + Xml.text("StateReason", alarm.reason())
                        + Xml.text("StateUpdatedTimestamp", "2026-11-21T00:00:00Z"));
    }
}
