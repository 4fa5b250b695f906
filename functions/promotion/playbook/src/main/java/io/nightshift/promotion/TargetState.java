package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of one target.
 *
 * @param baseline the rollback, from right before the first act
 * @param version the platform's name of the version that was deployed; empty before
 * @param share the traffic that was asked for last, in percent
 * @param touched whether an act on it was begun
 * @param down why its baseline does not serve; empty if it does. Such a target gets all traffic at once, judged by
 *     limits alone
 * @param marks what else was done
 */
record TargetState(Json.Obj baseline, String version, int share, boolean touched, String down, Set<Mark> marks) {

    enum Mark {
        /**
         * What serves is the version that is promoted, and does not run: it is started again, and there is no
         * rollback.
         */
        RESTART,
        /** Its first act was begun, and nothing has told yet whether it was made. */
        BEGUN,
        /** What it would go back to was removed. */
        RETIRED,
        /** Its traffic was given back; that it arrived is not known yet. */
        TAKEN,
        /** What was left of the version was removed after that. */
        CLEARED,
        /** It is back, or someone else has set it. */
        BACK
    }

    TargetState {
        marks = Collections.unmodifiableSet(copy(marks));
    }

    TargetState(Json.Obj baseline, String version, int share, boolean touched) {
        this(baseline, version, share, touched, "", Set.of());
    }

    private static EnumSet<Mark> copy(Set<Mark> marks) {
        var copy = EnumSet.noneOf(Mark.class);
        copy.addAll(marks);
        return copy;
    }

    TargetState touch() {
        return touched ? this : new TargetState(baseline, version, share, true, down, marks).mark(Mark.BEGUN);
    }

    /** Its first act was made, or may have been. */
    TargetState begun() {
        return unmark(Mark.BEGUN);
    }

    /** Its first act was not made: there is nothing of ours there. */
    TargetState notBegun() {
        return is(Mark.BEGUN) ? new TargetState(baseline, version, share, false, down, begun().marks) : this;
    }

    TargetState with(String deployed) {
        return new TargetState(baseline, deployed, share, touched, down, marks);
    }

    TargetState at(int percent) {
        return new TargetState(baseline, version, percent, touched, down, marks);
    }

    TargetState down(String why) {
        return new TargetState(baseline, version, share, touched, why, marks);
    }

    TargetState mark(Mark mark) {
        var more = copy(marks);
        more.add(mark);
        return new TargetState(baseline, version, share, touched, down, more);
    }

    TargetState unmark(Mark mark) {
        var fewer = copy(marks);
        fewer.remove(mark);
        return new TargetState(baseline, version, share, touched, down, fewer);
    }

    boolean is(Mark mark) {
        return marks.contains(mark);
    }

    /** Reports whether its baseline serves: what does not is nothing to compare with, and nothing to lose. */
    boolean hasBaseline() {
        return down.isEmpty();
    }

    Json.Obj toJson() {
        var json = Json.obj()
                .with("baseline", baseline)
                .with("version", version)
                .with("share", share)
                .with("touched", touched);
        json = down.isEmpty() ? json : json.with("baselineDown", down);
        return marks.isEmpty() ? json : json.with("marks", Json.strings(words()));
    }

    private List<String> words() {
        return marks.stream().map(mark -> mark.name().toLowerCase(Locale.ROOT)).toList();
    }

    static TargetState fromJson(View json) throws JsonException {
        var marks = new ArrayList<Mark>();
        if (json.at("marks").exists()) {
            for (var mark : json.at("marks").items()) {
                marks.add(Mark.valueOf(mark.text().toUpperCase(Locale.ROOT)));
            }
        }
        return new TargetState(
                json.at("baseline").object(),
                json.at("version").text(),
                (int) json.at("share").integer(),
                json.at("touched").bool(),
                json.at("baselineDown").textOr(""),
                Set.copyOf(marks));
    }
}
