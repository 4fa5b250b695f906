package io.nightshift.local.backtest;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CloudWatch's history of its alarms, as printed by {@code aws cloudwatch describe-alarm-history}. Each state update becomes
 * the notification that the alarm would have sent.
 *
 * <p>The history names no resource, account or region. They are taken from {@code MetricAlarms} and {@code CompositeAlarms}
 * of {@code aws cloudwatch describe-alarms}, if these are in the same object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html">AWS:
 *     AlarmHistoryItem</a>
 */
final class AlarmHistory {

    /** Two weeks of a large account; CloudWatch keeps no more. */
    private static final JsonLimits LIMITS = new JsonLimits(512 * 1024 * 1024, 100);

    private static final Pattern BEGIN =
            Pattern.compile("\\s*\\{\\s*\"(AlarmHistoryItems|MetricAlarms|CompositeAlarms|NextToken)\"");

    private final Decoders decoders;
    private final Map<String, View> alarms = new HashMap<>();

    private AlarmHistory(Decoders decoders) {
        this.decoders = decoders;
    }

    /** Reports whether a file with this beginning is such a history. */
    static boolean begins(byte[] head) {
        return BEGIN.matcher(new String(head, StandardCharsets.UTF_8)).lookingAt();
    }

    static List<HistoryPart> read(Decoders decoders, byte[] file) {
        try {
            var view = View.of(Json.parse(file, LIMITS));
            var history = new AlarmHistory(decoders);
            history.know(view.at("MetricAlarms").items());
            history.know(view.at("CompositeAlarms").items());
            var items = view.at("AlarmHistoryItems").items();
            return IntStream.range(0, items.size())
                    .boxed()
                    .flatMap(i -> history.read("item " + (i + 1), items.get(i)))
                    .toList();
        } catch (JsonException e) {
            return List.of(HistoryPart.unreadable("the alarm history", String.valueOf(e.getMessage())));
        }
    }

    private void know(List<View> found) throws JsonException {
        for (var alarm : found) {
            alarms.put(alarm.at("AlarmName").text(), alarm);
        }
    }

    /** Only changes of a state; configuration updates and actions are skipped. */
    private Stream<HistoryPart> read(String place, View item) {
        try {
            if (!item.at("HistoryItemType").text().endsWith("StateUpdate")) {
                return Stream.empty();
            }
            var at = HistoryPart.time(item.at("Timestamp"));
            var notification = View.of(notification(item));
            return Stream.of(HistoryPart.of(place, at, HistoryPart.decode(decoders, "$", notification, Map.of())));
        } catch (JsonException e) {
            return Stream.of(HistoryPart.unreadable(place, String.valueOf(e.getMessage())));
        }
    }

    private Json.Obj notification(View item) throws JsonException {
        var name = item.at("AlarmName").nonBlank();
        var state = View.of(Json.parse(item.at("HistoryData").text())).at("newState");
        var alarm = alarms.get(name);
        var notification = Json.obj()
                .with("AlarmName", name)
                .with(
                        "AlarmArn",
                        alarm == null ? unknown(name) : alarm.at("AlarmArn").text())
                .with("NewStateValue", state.at("stateValue").text())
                .with("NewStateReason", state.at("stateReason").textOr(""))
                .with("StateChangeTime", item.at("Timestamp").text())
                .with("Trigger", alarm == null ? Json.Obj.EMPTY : alarm.json());
        if (!item.at("AlarmContributorId").exists()) {
            return notification;
        }
        return notification
                .with("AlarmContributorId", item.at("AlarmContributorId").text())
                .with(
                        "AlarmContributorAttributes",
                        Json.strings(item.at("AlarmContributorAttributes").texts()));
    }

    private static String unknown(String name) {
        return "arn:aws:cloudwatch:unknown:unknown:alarm:" + name;
    }
}
