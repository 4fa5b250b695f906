package io.nightshift.story;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.story.StoryLine.Mark;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** Turns ledger entries into sentences. Every text from an entry is made safe for a terminal. */
public final class RunStory {

    private RunStory() {}

    /** All entries of a run, in order. */
    public static List<StoryLine> of(Ledger ledger, Run run, Narration narration) {
        return of(ledger.entries(run.id()), run, narration);
    }

    /** The same of entries that were read already. */
    public static List<StoryLine> of(List<Entry> entries, Run run, Narration narration) {
        var lines = new ArrayList<StoryLine>();
        var looks = new RepeatedQueries(TerminalText.safe(run.key().subject().label()), narration);
        for (var entry : entries) {
            if (narration.foldsQueries() && looks.takes(entry)) {
                continue;
            }
            var told = lines(entry, run.key().subject().label(), narration);
            if (!told.isEmpty()) {
                lines.addAll(looks.lines());
            }
            lines.addAll(told);
        }
        lines.addAll(looks.lines());
        return lines;
    }

    private static List<StoryLine> lines(Entry entry, String about, Narration narration) {
        try {
            return sentences(entry, narration).stream()
                    .map(said -> new StoryLine(
                            entry.at(),
                            entry.run(),
                            said.mark(),
                            TerminalText.safe(about),
                            TerminalText.safe(said.text())))
                    .toList();
        } catch (JsonException e) {
            return List.of(new StoryLine(
                    entry.at(),
                    entry.run(),
                    Mark.FAILED,
                    TerminalText.safe(about),
                    "entry " + entry.number() + " cannot be read"));
        }
    }

    private record Said(Mark mark, String text) {}

    private static List<Said> say(Mark mark, String text) {
        return List.of(new Said(mark, text));
    }

    private static List<Said> sentences(Entry entry, Narration narration) throws JsonException {
        var body = View.of(entry.body());
        return switch (entry.kind()) {
            case "arrived" -> say(Mark.SIGNAL, signal(body.at("signal")));
            case "observed" ->
                say(
                        Mark.LOOK,
                        "looked at the " + body.at("query").textOr("world") + ": "
                                + body.at("health").textOr("?") + details(narration.details(body.at("details"))));
            case "not-observed" ->
                say(
                        Mark.LOOK,
                        "could not look: " + body.at("problem", "message").textOr("?"));
            case "judged" -> judged(body);
            case "acted" -> say(Mark.ACT, "did: " + body.at("sentence").textOr("?"));
            case "failed" ->
                say(
                        Mark.FAILED,
                        "failed: " + body.at("sentence").textOr("?") + ": "
                                + body.at("problem", "message").textOr("?"));
            case "refused" -> refused(body);
            case "timer-fired" -> List.of();
            case "asked" ->
                say(
                        Mark.PEOPLE,
                        "asks %s (%s needed) to approve: %s"
                                .formatted(
                                        list(body.at("approvers")),
                                        body.at("needed").textOr("?"),
                                        body.at("sentence").textOr("?")));
            case "approval" ->
                say(
                        Mark.PEOPLE,
                        "%s approves (%s of %s)"
                                .formatted(
                                        body.at("by").textOr("?"),
                                        body.at("given").textOr("?"),
                                        body.at("needed").textOr("?")));
            case "approved-again" ->
                say(Mark.NOTE, body.at("by").textOr("?") + " approves again; the same person counts once");
            case "approved" -> say(Mark.ALLOWED, "approved by " + body.at("by").textOr("?"));
            case "commanded" ->
                say(
                        Mark.PEOPLE,
                        "%s says %s: %s"
                                .formatted(
                                        body.at("by").textOr("?"),
                                        body.at("command").textOr("?"),
                                        body.at("reason").textOr("")));
            case "rejected" ->
                say(
                        Mark.HELD,
                        body.at("by").textOr("?") + " says no: "
                                + body.at("reason").textOr(""));
            case "expired" -> say(Mark.HELD, "nobody answered in time: that means no");
            case "answer-refused" ->
                say(Mark.HELD, "an answer was refused: " + body.at("reason").textOr("?"));
            case "aborted" ->
                say(
                        Mark.HELD,
                        "stopped by " + body.at("by").textOr("?") + ": "
                                + body.at("reason").textOr(""));
            case "tell" -> say(Mark.PEOPLE, told(body));
            case "not-told" ->
                say(
                        Mark.NOTE,
                        "tells nobody: %s (%s)"
                                .formatted(
                                        body.at("title").textOr("?"),
                                        body.at("because").textOr("?")));
            case "told", "shown", "turn", "rejection" -> List.of();
            case "tell-postponed" ->
                say(
                        Mark.NOTE,
                        "a message waits until %s: %s"
                                .formatted(
                                        body.at("again").textOr("?"),
                                        body.at("reason").textOr("?")));
            case "approval-extended" ->
                say(
                        Mark.PEOPLE,
                        "%s extends the question until %s"
                                .formatted(
                                        body.at("by").textOr("?"),
                                        body.at("expiresAt").textOr("?")));
            case "approval-withdrawn" ->
                say(
                        Mark.HELD,
                        body.at("by").textOr("?") + " takes the approval back: "
                                + body.at("reason").textOr(""));
            case "tell-failed", "tell-given-up" ->
                say(
                        Mark.FAILED,
                        "a message could not be delivered: "
                                + body.at("message").textOr("?"));
            case "breaker-opened" ->
                say(Mark.BAD, "the breaker of rule " + body.at("rule").textOr("?") + " opens");
            case "finished" -> finished(body);
            case "traced" ->
                say(Mark.NOTE, "belongs to the trace " + body.at("traceparent").textOr("?"));
            case "paused", "resumed" ->
                say(
                        Mark.NOTE,
                        entry.kind() + " " + body.at("scope").textOr("?") + " by "
                                + body.at("by").textOr("?") + ": "
                                + body.at("reason").textOr(""));
            default -> say(Mark.NOTE, entry.kind());
        };
    }

    private static String details(String numbers) {
        return numbers.isEmpty() ? "" : " (" + numbers + ")";
    }

    private static String signal(View signal) throws JsonException {
        var name = signal.at("name").textOr("?");
        if (!signal.at("type").textOr("").equals("alarm")) {
            return signal.at("type").textOr("signal") + " " + name;
        }
        return switch (signal.at("state").textOr("")) {
            case "firing" -> "alarm " + name + " fires";
            case "ok" -> "alarm " + name + " recovers";
            default -> "alarm " + name + " does not know";
        };
    }

    /** The judgement before it contains this, but not the attempt that may have been made. */
    private static List<Said> refused(View body) throws JsonException {
        return body.at("mayHaveHappened").boolOr(false)
                ? say(Mark.FAILED, "a worker died while it did this: it may have been done")
                : List.of();
    }

    private static List<Said> judged(View body) throws JsonException {
        var sentence = body.at("sentence").textOr("?");
        var decisive = body.at("decisive");
        var by = decisive.at("guardrail").textOr("?") + ": "
                + decisive.at("reason").textOr("?");
        return switch (decisive.at("verdict").textOr("")) {
            case "allow" ->
                say(
                        Mark.ALLOWED,
                        "may " + sentence + " (all "
                                + body.at("verdicts").items().size() + " guardrails allow)");
            case "dry-run" -> say(Mark.DRY, "would " + sentence + " (" + by + ")");
            case "need-approval" -> say(Mark.HELD, "may not yet " + sentence + " (" + by + ")");
            case "defer" -> say(Mark.HELD, "not now: " + sentence + " (" + by + ")");
            default -> say(Mark.HELD, "must not " + sentence + " (" + by + ")");
        };
    }

    private static String told(View message) throws JsonException {
        var how = message.at("urgency").textOr("").equals("PAGE") ? "pages " : "tells ";
        return how + message.at("channel").textOr("nobody") + ": "
                + message.at("title").textOr("?");
    }

    private static List<Said> finished(View body) throws JsonException {
        var outcome = Outcome.valueOf(body.at("outcome").text());
        var mark = switch (outcome) {
            case RESOLVED, NOT_NEEDED -> Mark.GOOD;
            case ESCALATED, ROLLED_BACK, FAILED -> Mark.BAD;
            case ABORTED -> Mark.NOTE;
        };
        return say(mark, outcome + ": " + body.at("reason").textOr(""));
    }

    private static String list(View items) throws JsonException {
        var names = items.strings();
        return String.join(", ", names);
    }

    /** The description of a run in {@code runs --json} and {@code show --json}. */
    public static Json.Obj summary(Run run) {
        return Json.obj()
                .with("run", run.id().value())
                .with("playbook", run.key().playbook())
                .with("rule", run.rule())
                .with("environment", run.environment())
                .with("subject", run.key().subject().toString())
                .with("status", run.status().name())
                .with(
                        "outcome",
                        run.outcome()
                                .<Json>map(outcome -> Json.of(outcome.name()))
                                .orElse(Json.Null.NULL))
                .with("reason", run.reason())
                .with("acts", run.acts())
                .with("startedAt", run.startedAt().toString())
                .with("changedAt", run.changedAt().toString())
                .with(
                        "dueAt",
                        run.dueAt().<Json>map(at -> Json.of(at.toString())).orElse(Json.Null.NULL))
                .with(
                        "approval",
                        run.approval()
                                .<Json>map(open -> Json.obj()
                                        .with("plan", open.planHash())
                                        .with("sentence", open.plan())
                                        .with("approvers", Json.strings(open.approvers()))
                                        .with("needed", open.needed())
                                        .with("given", Json.strings(open.given()))
                                        .with("expiresAt", open.expiresAt().toString()))
                                .orElse(Json.Null.NULL));
    }
}
