package io.nightshift.remediation.aws.survey;

import io.nightshift.aws.decode.Arn;
import io.nightshift.aws.decode.AwsFormats;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.remediation.survey.SurveyedFinding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event that EventBridge sends when an alarm fires, read by the same decoder as in production: what an alarm is about is
 * decided in one place only.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">AWS: alarm events</a>
 */
record AlarmEvents(Decoders decoders, String region, Instant now) {

    static AlarmEvents in(String region, Instant now) {
        return new AlarmEvents(new Decoders(AwsFormats.all(region)), region, now);
    }

    /** Empty if the decoder does not take it. */
    Optional<Signal.Alarm> fires(Arn alarm, String name, List<Json.Obj> metrics) {
        var event = event(alarm, name, metrics).text().getBytes(StandardCharsets.UTF_8);
        return decoders.decode(Payload.of(event)).signals().stream()
                .filter(Signal.Alarm.class::isInstance)
                .map(Signal.Alarm.class::cast)
                .findFirst();
    }

    private Json.Obj event(Arn alarm, String name, List<Json.Obj> metrics) {
        var state = Json.obj().with("value", "ALARM").with("reason", "").with("timestamp", now.toString());
        return envelope(
                        "aws.cloudwatch",
                        "CloudWatch Alarm State Change",
                        alarm.account(),
                        alarm.region(),
                        Json.obj()
                                .with("alarmName", name)
                                .with("configuration", Json.obj().with("metrics", Json.arr(metrics)))
                                .with("state", state))
                .with("resources", Json.strings(List.of(alarm.toString())));
    }

    /** The findings that the event of that detail tells about. */
    Stream<SurveyedFinding> findings(
            String source, String type, @Nullable String account, @Nullable String region, Json.Obj detail) {
        var event = envelope(source, type, String.valueOf(account), String.valueOf(region), detail);
        return decoders.decode(Payload.of(event.text().getBytes(StandardCharsets.UTF_8))).signals().stream()
                .filter(Signal.Finding.class::isInstance)
                .map(Signal.Finding.class::cast)
                .map(SurveyedFinding::new);
    }

    /** An event of EventBridge. */
    private Json.Obj envelope(String source, String type, String account, String region, Json.Obj detail) {
        return Json.obj()
                .with("version", "0")
                .with("id", "00000000-0000-0000-0000-000000000000")
                .with("detail-type", type)
                .with("source", source)
                .with("account", account)
                .with("time", now.toString())
                .with("region", region)
                .with("resources", Json.arr())
                .with("detail", detail);
    }
}
