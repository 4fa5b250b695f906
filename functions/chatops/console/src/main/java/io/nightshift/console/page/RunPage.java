package io.nightshift.console.page;

import io.nightshift.console.Clicks;
import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.Role;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Block.Button;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run, and the pages below it that ask before anything is changed. */
public final class RunPage implements ConsolePage {

    private final ConsoleSources sources;
    private final RunQuestions questions;

    public RunPage(ConsoleSources sources, Clicks clicks) {
        this.sources = sources;
        questions = new RunQuestions(sources, clicks);
    }

    @Override
    public String path() {
        return "/runs";
    }

    @Override
    public String menu() {
        return "";
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var parts = request.rest().split("/", 2);
        var run = sources.ledger().run(new RunId(URLDecoder.decode(parts[0], StandardCharsets.UTF_8)));
        if (run.isEmpty()) {
            return Optional.of(new PageBody(
                    404,
                    "No such run",
                    "The ledger has no run of this name. It may be older than the retention.",
                    List.of(new Block.Buttons(List.of(new Button("All runs", "/console/runs", Tone.CALM))))));
        }
        return parts.length == 1
                ? Optional.of(whole(run.get(), request))
                : questions.show(run.get(), parts[1], request);
    }

    private PageBody whole(Run run, PageRequest request) {
        var entries = sources.ledger().entries(run.id());
        var blocks = new ArrayList<Block>();
        request.field("done").ifPresent(said -> blocks.add(new Block.Notice(Tone.LIVE, said)));
        question(run, request).ifPresent(blocks::add);
        blocks.add(facts(run));
        var buttons = buttons(run, request);
        if (!buttons.isEmpty()) {
            blocks.add(new Block.Buttons(buttons));
        }
        var story = sources.texts().story(run, entries);
        blocks.add(new Block.Heading("Timeline", ""));
        blocks.add(TimelinePicture.of(run, story, request.now()));
        blocks.add(new Block.Story(story));
        blocks.addAll(sources.texts().details(run, entries));
        var verdicts = VerdictTable.of(entries);
        if (!verdicts.rows().isEmpty()) {
            blocks.add(new Block.Heading("What the guardrails said", ""));
            blocks.add(verdicts);
        }
        blocks.add(new Block.Heading("Record", ""));
        blocks.addAll(record(run, entries, request));
        return PageBody.of(run.rule() + " on " + run.key().subject().name(), lead(run, request), blocks);
    }

    private static String lead(Run run, PageRequest request) {
        return run.outcome()
                .map(outcome -> "Ended as " + PageText.words(outcome.name()) + " after "
                        + PageText.span(Duration.between(run.startedAt(), run.changedAt())) + ": " + run.reason())
                .orElseGet(() -> "Open for " + PageText.span(Duration.between(run.startedAt(), request.now()))
                        + run.dueAt()
                                .map(at -> "; next step at " + PageText.time(at))
                                .orElse("") + ".");
    }

    private static Optional<Block> question(Run run, PageRequest request) {
        return run.approval()
                .filter(asked -> !asked.granted())
                .map(asked -> new Block.Notice(
                        Tone.WARN,
                        asked.expired(request.now())
                                ? "The question expired at " + PageText.time(asked.expiresAt()) + "; that counts as no."
                                : sentence(asked, request)));
    }

    private static String sentence(Approval asked, PageRequest request) {
        return "Asks to %s. %d of %d have agreed. Without an answer it is rejected in %s."
                .formatted(
                        asked.plan(),
                        asked.given().size(),
                        asked.needed(),
                        PageText.span(Duration.between(request.now(), asked.expiresAt())));
    }

    private static Block facts(Run run) {
        var facts = new ArrayList<Block.Fact>();
        facts.add(new Block.Fact("State", RunTable.state(run)));
        facts.add(new Block.Fact("Subject", Cell.of(run.key().subject().toString())));
        facts.add(new Block.Fact("Rule", Cell.link(run.rule(), "/console/runs?rule=" + PageText.url(run.rule()))));
        facts.add(new Block.Fact("Playbook", Cell.of(run.key().playbook())));
        if (!run.environment().isEmpty()) {
            facts.add(new Block.Fact("Environment", Cell.of(run.environment())));
        }
        facts.add(new Block.Fact("Started", Cell.time(run.startedAt())));
        facts.add(new Block.Fact("Changed", Cell.time(run.changedAt())));
        facts.add(new Block.Fact("Acts", Cell.number(run.acts())));
        facts.add(new Block.Fact("Run", Cell.code(run.id().value())));
        return new Block.Facts(facts);
    }

    private List<Button> buttons(Run run, PageRequest request) {
        var to = "/console/runs/" + PageText.url(run.id().value()) + "/";
        var role = request.visitor().role();
        var buttons = new ArrayList<Button>();
        boolean asks = run.approval()
                .filter(asked -> !asked.granted() && !asked.expired(request.now()))
                .isPresent();
        if (asks && role.includes(Role.APPROVER)) {
            buttons.add(new Button("Approve or reject", to + "answer", Tone.LIVE));
        }
        if (RunFilter.isOpen(run) && role.includes(Role.OPERATOR)) {
            if (sources.texts().isPromotion(run)) {
                buttons.add(new Button("Pause", to + "pause", Tone.CALM));
                buttons.add(new Button("Resume", to + "resume", Tone.CALM));
                buttons.add(new Button("Roll back", to + "rollback", Tone.WARN));
            }
            buttons.add(new Button("Abort", to + "abort", Tone.BAD));
        }
        return buttons;
    }

    private List<Block> record(Run run, List<Entry> entries, PageRequest request) {
        var finding = Audit.verify(sources.ledger(), run.id(), request.now());
        var chain = finding.whole()
                ? new Block.Notice(
                        Tone.GOOD,
                        "The chain of %d entries is whole: nothing was altered, removed or put in."
                                .formatted(finding.entries()))
                : new Block.Notice(Tone.BAD, "The record is damaged: " + String.join("; ", finding.faults()));
        var table = EntryTable.of(entries);
        return List.of(chain, new Block.Fold(table.caption(), table));
    }
}
