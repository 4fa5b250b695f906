package io.nightshift.chat.message;

import io.nightshift.chat.message.RunMessage.Detail;
import io.nightshift.chat.message.RunMessage.Level;
import io.nightshift.chat.message.RunMessage.Link;
import io.nightshift.core.act.ApprovalRequest;
import io.nightshift.core.act.Message;
import io.nightshift.core.decode.SignalSummary;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunPicture;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the message about a run from what the run told and from what the ledger says now.
 *
 * @param console the URL of the console, without a slash at its end; empty if there is none
 */
public record RunMessages(Optional<String> console, RunPicture.Source pictures) {

    private static final int MOST_LINES = 20;
    private static final int LONGEST_TITLE = 140;
    private static final int MOST_ANSWERS = 8;
    private static final Set<Outcome> WELL = Set.of(Outcome.RESOLVED, Outcome.NOT_NEEDED);

    /**
     * @param told what the run told last
     * @param run as the ledger has it; empty if it is gone
     * @param entries those of the run that may hold answers
     * @param mentions the people who are mentioned
     */
    public RunMessage of(Message told, long effect, Optional<Run> run, List<Entry> entries, List<String> mentions) {
        var reported = reported(told);
        var answers = entries.stream().flatMap(RunAnswer::of).toList();
        return new RunMessage(
                run.map(one -> one.id().value()).orElse("nightshift"),
                effect,
                level(told, run),
                PlainText.of(title(told, run, entries), LONGEST_TITLE),
                run.map(RunMessages::context).orElse(List.of()),
                lines(reported.stream()),
                lines(decided(told, reported)),
                next(run),
                run.flatMap(RunMessages::question),
                answers.subList(Math.max(0, answers.size() - MOST_ANSWERS), answers.size()),
                links(told, run),
                told.urgency() == Message.Urgency.PAGE ? mentions : List.of(),
                run.flatMap(pictures::of));
    }

    /** A question that is answered is not asked any more, in the title neither. */
    private static String title(Message told, Optional<Run> run, List<Entry> entries) {
        var asked = told.approval()
                .filter(ignored -> run.flatMap(RunMessages::question).isEmpty());
        return asked.flatMap(
                        request -> RunAnswer.end(entries, request.planHash()).map(end -> end + ": " + request.plan()))
                .orElse(told.title());
    }

    private static Level level(Message told, Optional<Run> run) {
        var outcome = run.flatMap(Run::outcome);
        if (outcome.isPresent()) {
            return WELL.contains(outcome.get()) ? Level.ENDED_WELL : Level.ENDED_BADLY;
        }
        return told.urgency() == Message.Urgency.PAGE ? Level.PAGE : Level.INFO;
    }

    private static List<Detail> context(Run run) {
        var details = new ArrayList<Detail>();
        var subject = run.key().subject();
        add(details, "Subject", subject.label());
        add(details, "Where", where(run));
        add(details, "Environment", run.environment());
        add(details, "Rule", run.rule());
        add(details, "Run", run.id().value());
        add(
                details,
                "State",
                run.outcome().map(Outcome::name).orElse(run.status().name()));
        return details;
    }

    private static String where(Run run) {
        var origin = run.key().subject().origin();
        return Stream.of(origin.equals(Origin.NOWHERE) ? "" : origin.cloud().id(), origin.account(), origin.region())
                .filter(part -> !part.isBlank())
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    private static void add(List<Detail> details, String name, String value) {
        if (!value.isBlank()) {
            details.add(new Detail(name, PlainText.of(value, 200)));
        }
    }

    /** What was reported, as the run's messages say it. */
    private static List<String> reported(Message told) {
        if (told.about().members().isEmpty()) {
            return List.of();
        }
        try {
            var about = View.of(told.about());
            var lines = new ArrayList<String>();
            lines.add("%s %s, reported by %s at %s"
                    .formatted(
                            about.at("type").textOr("signal"),
                            about.at("name").textOr(""),
                            about.at("source").textOr("somebody"),
                            about.at("time").textOr("an unknown time")));
            lines.addAll(SignalSummary.lines(told.about()));
            return lines;
        } catch (JsonException e) {
            return List.of();
        }
    }

    /** The lines that say neither what was reported nor what is asked: both have parts of their own. */
    private static Stream<String> decided(Message told, List<String> reported) {
        var elsewhere = new HashSet<>(reported);
        told.approval().map(ApprovalRequest::lines).ifPresent(elsewhere::addAll);
        return told.lines().stream().filter(line -> !elsewhere.contains(line));
    }

    private static List<String> lines(Stream<String> lines) {
        var all = lines.filter(line -> !line.isBlank()).map(PlainText::of).toList();
        if (all.size() <= MOST_LINES) {
            return all;
        }
        var some = new ArrayList<>(all.subList(0, MOST_LINES));
        some.add("… and " + (all.size() - MOST_LINES) + " lines more, in the run");
        return some;
    }

    private static List<String> next(Optional<Run> run) {
        if (run.isEmpty()) {
            return List.of();
        }
        var its = run.get();
        if (its.status() == Status.FINISHED) {
            return List.of(PlainText.of("The run ended: " + its.reason()));
        }
        return question(its)
                .map(asked -> List.of("Unless %d of %s agree before %s, the answer is no."
                        .formatted(
                                asked.needed(),
                                PlainText.of(String.join(", ", asked.approvers()), 300),
                                time(asked.expiresAt()))))
                .orElseGet(() -> List.of(its.dueAt()
                        .map(due -> "It goes on by itself, at " + time(due) + " at the latest. To stop it: abort.")
                        .orElse("It waits for what comes.")));
    }

    /** To the second. */
    public static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Optional<RunMessage.Question> question(Run run) {
        return run.approval()
                .filter(open -> !open.granted() && run.status() != Status.FINISHED)
                .map(RunMessages::question);
    }

    private static RunMessage.Question question(Approval open) {
        return new RunMessage.Question(
                open.planHash(),
                PlainText.of(open.plan()),
                open.approvers(),
                open.needed(),
                open.given(),
                open.expiresAt());
    }

    private List<Link> links(Message told, Optional<Run> run) {
        var links = new ArrayList<Link>();
        console.flatMap(base -> run.map(one -> base + "/console/runs/" + one.id()))
                .ifPresent(url -> links.add(new Link("Open the run", url)));
        if (told.about().get("links") instanceof Json.Arr(var reported)) {
            reported.stream()
                    .filter(Json.Str.class::isInstance)
                    .map(Json.Str.class::cast)
                    .flatMap(text -> PlainText.link(text.value()).stream())
                    .limit(3)
                    .forEach(url -> links.add(new Link("Source", url)));
        }
        return links;
    }
}
