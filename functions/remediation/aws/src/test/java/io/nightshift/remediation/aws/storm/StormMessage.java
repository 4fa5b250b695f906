package io.nightshift.remediation.aws.storm;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.AwsStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One message of the storm.
 *
 * @param id of this copy; a duplicate has another
 * @param signal the number of what it tells; equal in duplicates
 * @param readable whether it is an alarm, or rubbish
 */
record StormMessage(String id, int signal, boolean readable, String body) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    /** As EventBridge delivers a CloudWatch alarm's change of state. */
    static String alarm(StormMachine machine, String what, Instant at) {
        var alarm = machine.alarm(what);
        var metric = Json.obj()
                .with("dimensions", Json.obj().with("InstanceId", machine.id()))
                .with("name", alarm)
                .with("namespace", "AWS/EC2");
        return Json.obj()
                .with("version", "0")
                .with("id", "c4c1c1c9-6542-e61b-6ef0-%012d".formatted(Integer.toUnsignedLong((alarm + at).hashCode())))
                .with("detail-type", "CloudWatch Alarm State Change")
                .with("source", "aws.cloudwatch")
                .with("account", AwsStandIn.ACCOUNT)
                .with("time", at.toString())
                .with("region", AwsStandIn.REGION)
                .with("resources", Json.strings(List.of(AwsStandIn.arn("cloudwatch", "alarm:" + alarm))))
                .with(
                        "detail",
                        Json.obj()
                                .with("alarmName", alarm)
                                .with(
                                        "configuration",
                                        Json.obj()
                                                .with(
                                                        "metrics",
                                                        Json.arr(Json.obj()
                                                                .with("id", "m1")
                                                                .with(
                                                                        "metricStat",
                                                                        Json.obj()
                                                                                .with("metric", metric)
                                                                                .with("period", 300)
                                                                                .with("stat", "Maximum"))
                                                                .with("returnData", true))))
                                .with("previousState", state("OK", at.minusSeconds(600)))
                                .with("state", state("ALARM", at)))
                .text();
    }

    private static Json.Obj state(String value, Instant at) {
        return Json.obj()
                .with(
                        "reason",
                        "Threshold Crossed: 1 out of the last 1 datapoints [99.5 (20/11/26 02:59:00)] was greater than"
                                + " the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).")
                .with("timestamp", STAMP.format(at))
                .with("value", value);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** As SQS hands it to a function. */
    Json record() {
        return Json.obj()
                .with("messageId", id)
                .with("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a")
                .with("body", body)
                .with("attributes", Json.obj().with("ApproximateReceiveCount", "1"))
                .with("eventSource", "aws:sqs")
                .with("eventSourceARN", AwsStandIn.arn("sqs", "signals"))
                .with("awsRegion", AwsStandIn.REGION);
    }
}
