package io.nightshift.console.page;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.Role;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What goes on now: open runs, waiting questions, what is paused or frozen, dead letters. */
public final class NowPage implements ConsolePage {

    private static final int MOST = 100;

    private final ConsoleSources sources;

    public NowPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public String menu() {
        return "Now";
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var page = sources.ledger().open(Optional.empty(), MOST);
        var open = page.items();
        var questions =
                open.stream().filter(run -> isAsking(run, request.now())).toList();
        var held = HeldScopes.of(sources, request.now());
        var blocks = new ArrayList<Block>();
        blocks.add(figures(open, page.next().isPresent(), questions, held, request.now()));
        if (!questions.isEmpty()) {
            blocks.add(new Block.Heading("Waiting for an answer", "no answer in time counts as no"));
            blocks.add(questions(questions, request));
        }
        if (!held.isEmpty()) {
            blocks.add(new Block.Heading("Held back", ""));
            blocks.add(HeldScopes.table(held, request.visitor().role().includes(Role.OPERATOR)));
        }
        blocks.add(new Block.Heading("Open runs", page.next().isPresent() ? "the first " + MOST : ""));
        blocks.add(RunTable.of("Open runs, the soonest due first", open, "Nothing is open. All quiet.", ""));
        return Optional.of(PageBody.of("Now", lead(open, questions, held), blocks));
    }

    private static boolean isAsking(Run run, Instant now) {
        return run.approval()
                .filter(asked -> !asked.granted() && !asked.expired(now))
                .isPresent();
    }

    private static String lead(List<Run> open, List<Run> questions, List<HeldScopes.Held> held) {
        if (open.isEmpty() && held.isEmpty()) {
            return "Nothing is open, and nothing is held back.";
        }
        var words = new ArrayList<String>();
        words.add(PageText.plural(open.size(), "run is open", "runs are open"));
        if (!questions.isEmpty()) {
            words.add(PageText.plural(questions.size(), "question waits", "questions wait"));
        }
        if (!held.isEmpty()) {
            words.add(PageText.plural(held.size(), "thing is held back", "things are held back"));
        }
        return String.join(", ", words) + ".";
    }

    private Block figures(List<Run> open, boolean more, List<Run> questions, List<HeldScopes.Held> held, Instant now) {
        var oldest = open.stream().map(Run::startedAt).min(Comparator.naturalOrder());
        var figures = new ArrayList<Block.Figure>();
        figures.add(new Block.Figure(
                "Open runs",
                open.size() + (more ? "+" : ""),
                open.isEmpty() ? Tone.CALM : Tone.LIVE,
                oldest.map(at -> "the oldest for " + PageText.span(Duration.between(at, now)))
                        .orElse(""),
                "/console/runs?state=open"));
        figures.add(new Block.Figure(
                "Questions",
                Integer.toString(questions.size()),
                questions.isEmpty() ? Tone.CALM : Tone.WARN,
                questions.stream()
                        .flatMap(run -> run.approval().stream())
                        .map(Approval::expiresAt)
                        .min(Comparator.naturalOrder())
                        .map(at -> "the next expires in " + PageText.span(Duration.between(now, at)))
                        .orElse("nobody is asked"),
                ""));
        figures.add(new Block.Figure(
                "Held back",
                Integer.toString(held.size()),
                held.isEmpty() ? Tone.CALM : Tone.WARN,
                "pauses, breakers, freezes",
                "/console/guardrails"));
        sources.deadLetters().ifPresent(letters -> {
            int count = letters.getAsInt();
            figures.add(new Block.Figure(
                    "Dead letters",
                    Integer.toString(count),
                    count == 0 ? Tone.CALM : Tone.BAD,
                    count == 0 ? "every payload was read" : "payloads that could not be read",
                    ""));
        });
        return new Block.Figures(figures);
    }

    private static Block questions(List<Run> runs, PageRequest request) {
        var rows = runs.stream()
                .flatMap(run -> run.approval().stream().map(asked -> row(run, asked, request)))
                .toList();
        return new Block.Table(
                "Questions", List.of("Asks to", "Agreed", "Approvers", "Expires", "Answer", "Run"), rows, "");
    }

    private static List<Cell> row(Run run, Approval asked, PageRequest request) {
        var answers = request.visitor().role().includes(Role.APPROVER)
                && asked.approvers().contains(request.visitor().name());
        var left = Duration.between(request.now(), asked.expiresAt());
        return List.of(
                Cell.of(asked.plan()),
                Cell.number(asked.given().size() + " of " + asked.needed()),
                Cell.of(String.join(", ", asked.approvers())),
                Cell.of("in " + PageText.span(left)),
                answers
                        ? Cell.badge("Answer", Tone.LIVE)
                                .leading(
                                        "/console/runs/" + PageText.url(run.id().value()) + "/answer")
                        : Cell.of("not yours"),
                RunTable.link(run));
    }
}
