package io.nightshift.local.bench;

import io.nightshift.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** A made-up history of alarms that fire and recover: the same for each number of signals. */
final class LongHistory {

    private static final int ALARMS = 2_000;

    /** Alarms recover within so many minutes. */
    private static final int LONGEST = 20;

    private LongHistory() {}

    private record Change(Instant at, int alarm, boolean firing) {}

    /** Writes that many signals: alarms that fire, spread evenly over a year, and each its recovery some minutes later. */
    static void write(OutputStream out, int signals) throws IOException {
        var random = new Random(7);
        var start = Instant.parse("2025-11-20T00:00:00Z");
        var step = Duration.ofDays(365).dividedBy(signals / 2);
        var recoveries = new PriorityQueue<>(Comparator.comparing(Change::at));
        for (int i = 0; i < signals / 2; i++) {
            var fires = new Change(start.plus(step.multipliedBy(i)), random.nextInt(ALARMS), true);
            while (!recoveries.isEmpty() && recoveries.element().at().isBefore(fires.at())) {
                write(out, recoveries.remove());
            }
            write(out, fires);
            var lasts = Duration.ofSeconds(random.nextInt(60, LONGEST * 60));
            recoveries.add(new Change(fires.at().plus(lasts), fires.alarm(), false));
        }
        while (!recoveries.isEmpty()) {
            write(out, recoveries.remove());
        }
    }

    private static void write(OutputStream out, Change change) throws IOException {
        var payload = payload(change.alarm(), change.firing(), change.at());
        var line = Json.obj().with("at", change.at().toString()).with("payload", payload);
        out.write((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** As EventBridge delivers it. */
    private static Json.Obj payload(int alarm, boolean firing, Instant at) {
        var name = (alarm % 10 == 0 ? "batch-" : "web-") + alarm;
        var arn = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:" + name;
        var metric = Json.obj()
                .with("namespace", "AWS/EC2")
                .with("name", "StatusCheckFailed")
                .with("dimensions", Json.obj().with("InstanceId", "i-%017x".formatted(alarm)));
        var query = Json.obj()
                .with("id", "m1")
                .with(
                        "metricStat",
                        Json.obj().with("metric", metric).with("period", 60).with("stat", "Maximum"))
                .with("returnData", true);
        return Json.obj()
                .with("version", "0")
                .with("id", arn + at)
                .with("detail-type", "CloudWatch Alarm State Change")
                .with("source", "aws.cloudwatch")
                .with("account", "111122223333")
                .with("time", at.toString())
                .with("region", "eu-central-1")
                .with("resources", Json.strings(List.of(arn)))
                .with(
                        "detail",
                        Json.obj()
                                .with("alarmName", name)
                                .with("configuration", Json.obj().with("metrics", Json.arr(query)))
                                .with(
                                        "state",
                                        Json.obj()
                                                .with("value", firing ? "ALARM" : "OK")
                                                .with(
                                                        "reason",
                                                        "Threshold Crossed: 1 datapoint [1.0] was not less than 1.0")
                                                .with("timestamp", at.toString())));
    }
}
