package io.nightshift.remediation;

import io.nightshift.core.act.Query;
import io.nightshift.core.decode.SignalSummary;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Context;
import io.nightshift.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was reported about the subject of a run, by one signal or many.
 *
 * @param title the first signal in one line
 * @param about the first signal in short, with the rule and the policy's hash, for messages and webhooks
 * @param conditions all that was reported, in the order of arrival
 */
record Report(String title, Json.Obj about, List<ReportedCondition> conditions) {

    /** One turn may query all of them; what is reported beyond this number is told, not watched. */
    private static final int MOST = 50;

    private static final int LONGEST_TITLE = 200;

    static final Report NONE = new Report("", Json.Obj.EMPTY, List.of());

    Report {
        conditions = List.copyOf(conditions);
    }

    static Report first(Signal signal, Context context) {
        var about = (signal instanceof Signal.Request request ? RelatedRun.about(request) : SignalSummary.of(signal))
                .with("rule", context.rule())
                .with("policy", context.policy());
        return new Report(title(signal), about, List.of(ReportedCondition.of(signal)));
    }

    boolean isEmpty() {
        return title.isEmpty();
    }

    boolean knows(ReportedCondition one) {
        return conditions.stream().anyMatch(known -> known.key().equals(one.key()));
    }

    /** Adds a condition, or replaces what is known of it. */
    Report with(ReportedCondition newest) {
        var next = new ArrayList<ReportedCondition>();
        for (var known : conditions) {
            next.add(known.key().equals(newest.key()) ? newest : known);
        }
        if (!knows(newest) && next.size() < MOST) {
            next.add(newest);
        }
        return new Report(title, about, next);
    }

    /** Nothing of it is so any more. */
    Report over() {
        return new Report(
                title, about, conditions.stream().map(one -> one.holds(false)).toList());
    }

    boolean holds() {
        return conditions.stream().anyMatch(ReportedCondition::holds);
    }

    /** Reports whether alarms are all there is: their states alone say how the subject is. */
    boolean onlyAlarms() {
        return conditions.stream().allMatch(ReportedCondition::alarm);
    }

    boolean onlyFindings() {
        return conditions.stream().allMatch(one -> one.name().equals("finding"));
    }

    /** The first alarm after the one with that key; the first of all for an empty key. */
    Optional<ReportedCondition> alarmAfter(String key) {
        return conditions.stream()
                .dropWhile(one -> !key.isEmpty() && !one.key().equals(key))
                .skip(key.isEmpty() ? 0 : 1)
                .filter(ReportedCondition::alarm)
                .findFirst();
    }

    Optional<ReportedCondition> condition(String key) {
        return conditions.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    static String title(Signal signal) {
        var what = switch (signal) {
            case Signal.Alarm alarm -> "alarm " + alarm.name();
            case Signal.LogLine line -> "log line in " + line.log();
            case Signal.ResourceChange change -> change.change();
            case Signal.Finding finding -> "finding " + finding.control();
            case Signal.ProviderNotice notice -> "provider notice " + notice.code();
            case Signal.FunctionResult result -> "failed call of " + result.function();
            case Signal.Notice notice -> "event " + notice.eventType();
            case Signal.ImagePush push -> "push of " + push.name();
            case Signal.ImageScan scan -> "scan of " + scan.name();
            case Signal.Request request -> RelatedRun.title(request) + ":";
            case Signal.Due due -> "schedule " + due.work();
        };
        var line = SignalSummary.oneLine(what + " on " + signal.subject().label());
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE) + "…";
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("title", title)
                .with("about", about)
                .with(
                        "conditions",
                        Json.arr(conditions.stream()
                                .map(ReportedCondition::toJson)
                                .toList()));
    }

    /** Reads {@link #toJson}; earlier versions wrote one query and the title beside it. */
    static Report fromJson(View state) throws JsonException {
        var json = state.at("report");
        if (!json.exists()) {
            return earlier(state.at("title").text(), state.at("query"), state.at("firing"));
        }
        var conditions = new ArrayList<ReportedCondition>();
        for (var condition : json.at("conditions").items()) {
            conditions.add(ReportedCondition.fromJson(condition));
        }
        return new Report(json.at("title").text(), json.at("about").object(), conditions);
    }

    private static Report earlier(String title, View query, View firing) throws JsonException {
        var name = query.at("name").textOr("");
        if (name.isEmpty()) {
            return NONE;
        }
        boolean alarm = name.equals(Query.ALARM);
        var condition = new ReportedCondition(
                query.at("key").textOr(name),
                query.at("alarm").textOr(name),
                query.at("source").textOr(""),
                alarm,
                firing.bool());
        return new Report(title, Json.Obj.EMPTY, List.of(condition));
    }
}
