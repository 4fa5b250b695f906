package io.nightshift.remediation;

import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Signal;

/**
 * One thing that is wrong with the subject: an alarm, whose state can be queried, or what another signal reported.
 *
 * @param key the same in every signal about it
 * @param name the alarm's name; of other signals the type
 * @param alarm whether it is an alarm
 * @param holds whether it is still so, by the latest information
 */
record ReportedCondition(String key, String name, String source, boolean alarm, boolean holds) {

    static ReportedCondition of(Signal signal) {
        var source = signal.header().source();
        return signal instanceof Signal.Alarm alarm
                ? new ReportedCondition(alarm.key(), alarm.name(), source, true, reportsTrouble(signal))
                : new ReportedCondition(
                        signal.type() + " " + signal.name() + " "
                                + signal.subject().label(),
                        signal.type(),
                        source,
                        false,
                        reportsTrouble(signal));
    }

    /** Reports whether the signal says that something is wrong; otherwise it says that it no longer is. */
    static boolean reportsTrouble(Signal signal) {
        return switch (signal) {
            case Signal.Alarm alarm -> alarm.state() == AlarmState.FIRING;
            case Signal.Finding finding -> !finding.isOver();
            case Signal.FunctionResult result -> !result.succeeded();
            case Signal.ProviderNotice notice -> !notice.isOver();
            case Signal.LogLine ignored -> true;
            case Signal.ResourceChange ignored -> true;
            case Signal.Notice ignored -> true;
            case Signal.ImagePush ignored -> false;
            case Signal.ImageScan ignored -> false;
            case Signal.Request ignored -> true;
            case Signal.Due ignored -> true;
        };
    }

    ReportedCondition holds(boolean now) {
        return new ReportedCondition(key, name, source, alarm, now);
    }

    /** What the observer of alarms needs to know. */
    Json.Obj query() {
        return Json.obj()
                .with("name", Query.ALARM)
                .with("key", key)
                .with("alarm", name)
                .with("source", source);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("key", key)
                .with("name", name)
                .with("source", source)
                .with("alarm", alarm)
                .with("holds", holds);
    }

    static ReportedCondition fromJson(View json) throws JsonException {
        return new ReportedCondition(
                json.at("key").text(),
                json.at("name").text(),
                json.at("source").text(),
                json.at("alarm").bool(),
                json.at("holds").bool());
    }
}
