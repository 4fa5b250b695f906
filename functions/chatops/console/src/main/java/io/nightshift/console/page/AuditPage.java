package io.nightshift.console.page;

import io.nightshift.console.ClickLog;
import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who changed what by hand, newest first, and whether those records are whole. */
public final class AuditPage implements ConsolePage {

    private static final int MOST = 200;

    private final ConsoleSources sources;

    public AuditPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "/audit";
    }

    @Override
    public String menu() {
        return "Audit";
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var blocks = new ArrayList<Block>();
        var entries = new ArrayList<Entry>();
        for (var log : List.of(ClickLog.LOG.id(), PauseSwitches.LOG.id())) {
            var finding = Audit.verify(sources.ledger(), log, request.now());
            if (finding.entries() > 0) {
                entries.addAll(sources.ledger().entries(log));
                blocks.add(notice(log, finding));
            }
        }
        entries.sort(Comparator.comparing(Entry::at).reversed());
        blocks.add(new Block.Table(
                "By hand, the newest first",
                List.of("Time", "Who", "What", "On", "Why", "Result"),
                entries.stream().limit(MOST).map(AuditPage::row).toList(),
                "Nobody has changed anything by hand."));
        blocks.add(new Block.Paragraph(
                "Each run's page verifies that run. nightshift audit verify checks the whole ledger, and audit anchor keeps a"
                        + " proof elsewhere."));
        return Optional.of(PageBody.of(
                "Audit",
                PageText.plural(entries.size(), "change", "changes") + " by hand, here or by the command line.",
                blocks));
    }

    private static Block notice(RunId log, Audit.Finding finding) {
        return finding.whole()
                ? new Block.Notice(
                        Tone.GOOD,
                        "The log %s is whole: %s."
                                .formatted(log, PageText.plural(finding.entries(), "entry", "entries")))
                : new Block.Notice(
                        Tone.BAD, "The log %s is damaged: %s".formatted(log, String.join("; ", finding.faults())));
    }

    private static List<Cell> row(Entry entry) {
        return List.of(
                Cell.time(entry.at()),
                Cell.of(text(entry, "by")),
                Cell.of(entry.kind().equals("clicked") ? text(entry, "what") + " (console)" : entry.kind()),
                on(entry),
                Cell.of(text(entry, "reason")),
                Cell.of(text(entry, "result")));
    }

    private static Cell on(Entry entry) {
        var on = entry.kind().equals("clicked") ? text(entry, "on") : text(entry, "scope");
        return on.matches("[a-z-]+-[0-9a-f]{12}") ? Cell.code(on).leading("/console/runs/" + on) : Cell.of(on);
    }

    private static String text(Entry entry, String name) {
        return entry.body().get(name) instanceof Json.Str(var said) ? said : "";
    }
}
