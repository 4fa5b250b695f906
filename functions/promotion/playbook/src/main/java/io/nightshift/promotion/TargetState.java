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
 * The state of one target.
 *
 * @param baseline the rollback, recorded right before the first act
 * @param version the platform's name of the deployed version; empty before
 * @param share the share of the traffic that was requested last, in percent
 * @param touched whether an act on it was begun
 * @param down why its baseline does not serve; empty if it does. Such a target gets all traffic at once, judged by
 *     limits only
 * @param marks the other acts that were done
 */
record TargetState(Json.Obj baseline, String version, int share, boolean touched, String down, Set<Mark> marks) {

    enum Mark {
        /** The serving version is the promoted one, and does not run: it is restarted, and there is no rollback. */
        RESTART,
        /** Its first act was begun; it is not known yet whether it took effect. */
        BEGUN,
        /** The baseline was removed. */
        RETIRED,
        /** Its traffic was rolled back; not confirmed yet. */
        TAKEN,
        /** The remains of the version were removed after that. */
        CLEARED,
        /** It is rolled back, or someone else has set it. */
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

    /** Its first act took effect, or may have. */
    TargetState begun() {
        return unmark(Mark.BEGUN);
    }

    /** Its first act did not take effect: there is nothing to roll back. */
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

    /** Reports whether its baseline serves: a dead baseline is nothing to compare with, and nothing to lose. */
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
