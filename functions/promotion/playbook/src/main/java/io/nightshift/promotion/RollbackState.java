package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The reason and the parameters of a rollback.
 *
 * @param outcome the run's outcome when every target is rolled back
 * @param bad whether the digest is at fault: then it goes into quarantine
 * @param stuck for each target that could not be rolled back in this pass: what a human must do
 * @param passes the number of passes that did not roll back all targets
 * @param quarantined whether the digest is already in quarantine
 * @param paged the targets and reasons about which on-call was paged
 */
record RollbackState(
        String why,
        Outcome outcome,
        boolean bad,
        List<String> stuck,
        int passes,
        boolean quarantined,
        List<String> paged) {

    /** The first attempts come soon: most failures pass within seconds. */
    private static final int SOON = 3;

    private static final int EACH_MINUTE = 15;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    RollbackState {
        stuck = List.copyOf(stuck);
        paged = List.copyOf(paged);
    }

    RollbackState(String why, Outcome outcome, boolean bad) {
        this(why, outcome, bad, List.of(), 0, false, List.of());
    }

    RollbackState with(String oneStuck) {
        return new RollbackState(why, outcome, bad, plus(stuck, oneStuck), passes, quarantined, paged);
    }

    private static List<String> plus(List<String> list, String one) {
        var more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    /** The version is at fault after all. */
    RollbackState blaming(String reason) {
        return new RollbackState(why + "; " + reason, Outcome.ROLLED_BACK, true, stuck, passes, quarantined, paged);
    }

    RollbackState inQuarantine() {
        return new RollbackState(why, outcome, bad, stuck, passes, true, paged);
    }

    RollbackState paging(String of) {
        return new RollbackState(why, outcome, bad, stuck, passes, quarantined, plus(paged, of));
    }

    /** Counts one more unsuccessful pass. */
    RollbackState passed() {
        return new RollbackState(why, outcome, bad, stuck, passes + 1, quarantined, paged);
    }

    RollbackState nextPass() {
        return new RollbackState(why, outcome, bad, List.of(), passes, quarantined, paged);
    }

    /** Reports whether a transient failure has lasted long enough to page on-call. */
    boolean lasts() {
        return passes >= SOON;
    }

    /** The time until the next pass: 5, 10, 20 seconds, then a minute, then longer, at most ten minutes. */
    Duration pause() {
        if (passes <= SOON) {
            return Duration.ofSeconds(5L << Math.max(0, passes - 1));
        }
        var pause = Duration.ofMinutes(Math.max(1, passes / EACH_MINUTE));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("why", why)
                .with("outcome", outcome.name())
                .with("bad", bad)
                .with("stuck", Json.strings(stuck))
                .with("passes", passes)
                .with("quarantined", quarantined)
                .with("paged", Json.strings(paged));
    }

    static RollbackState fromJson(View json) throws JsonException {
        return new RollbackState(
                json.at("why").text(),
                Outcome.valueOf(json.at("outcome").text()),
                json.at("bad").bool(),
                texts(json.at("stuck")),
                (int) json.at("passes").integerOr(0),
                json.at("quarantined").boolOr(false),
                texts(json.at("paged")));
    }

    private static List<String> texts(View list) throws JsonException {
        var texts = new ArrayList<String>();
        if (list.exists()) {
            for (var one : list.items()) {
                texts.add(one.text());
            }
        }
        return texts;
    }
}
