package io.nightshift.core.engine;

import io.nightshift.core.guard.DurationText;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What on-call was told about one cause: a standing denial, such as an open breaker, ended a run before its first act. The
 * mark of the cause keeps it, so that a storm of alarms pages once. Each run is in the ledger all the same.
 *
 * @param run the run that paged
 * @param reason of the denial; it says since when it stands, so that the next opening of a breaker is another one
 * @param at when the run paged
 */
record ToldDenial(String run, String reason, Instant at) {

    /** On-call is paged again after that time: an alarm that nobody handles must not stay silent. */
    private static final Duration REMIND = Duration.ofDays(1);

    /** The line of the page that announces the silence. */
    static final String LATER = "Further alarms about this page nobody for " + DurationText.say(REMIND)
            + ", as long as this holds; nightshift runs shows them";

    private static final String TOLD = "told";

    /** The one in the mark of a cause, if it has one. */
    static Optional<ToldDenial> in(Json.Obj mark) throws JsonException {
        var told = View.of(mark).at(TOLD);
        return told.exists()
                ? Optional.of(new ToldDenial(
                        told.at("run").text(),
                        told.at("reason").text(),
                        told.at("at").instant()))
                : Optional.empty();
    }

    /** The mark of a cause whose open run is that one. */
    static Json.Obj mark(String openRun, Optional<ToldDenial> told) {
        var mark = Json.obj().with("run", openRun);
        return told.map(one -> mark.with(
                        TOLD,
                        Json.obj()
                                .with("run", one.run())
                                .with("reason", one.reason())
                                .with("at", one.at().toString())))
                .orElse(mark);
    }

    /** The same mark without one. */
    static Json.Obj forgotten(Json.Obj mark) {
        var members = new LinkedHashMap<>(mark.members());
        members.remove(TOLD);
        return new Json.Obj(members);
    }

    boolean covers(Verdict.Deny denial, Instant now) {
        return reason.equals(denial.reason()) && now.isBefore(at.plus(REMIND));
    }
}
