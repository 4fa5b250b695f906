package io.nightshift.console.page;

import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.Tone;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.text.TerminalText;
import java.util.List;

/** Runs as a table. */
final class RunTable {

    private static final int LONGEST_REASON = 140;
    private static final List<String> HEADS = List.of("State", "Started", "Rule", "Subject", "Acts", "Reason", "Run");

    private RunTable() {}

    static Block.Table of(String caption, List<Run> runs, String empty, String next) {
        return new Block.Table(caption, HEADS, runs.stream().map(RunTable::row).toList(), empty, next);
    }

    private static List<Cell> row(Run run) {
        return List.of(
                state(run),
                Cell.time(run.startedAt()),
                Cell.link(run.rule(), "/console/runs?rule=" + PageText.url(run.rule())),
                Cell.of(run.key().subject().label()),
                Cell.number(run.acts()),
                Cell.of(TerminalText.clipped(waits(run), LONGEST_REASON)),
                link(run));
    }

    static Cell link(Run run) {
        var id = run.id().value();
        return Cell.code(id.substring(id.lastIndexOf('-') + 1))
                .leading("/console/runs/" + PageText.url(run.id().value()));
    }

    static Cell state(Run run) {
        var text = run.outcome().map(Outcome::name).orElse(run.status().name());
        return Cell.badge(PageText.words(text), Tone.of(run));
    }

    private static String waits(Run run) {
        if (run.outcome().isPresent()) {
            return run.reason();
        }
        return run.approval()
                .filter(asked -> !asked.granted())
                .map(asked -> "asks %s: %s".formatted(String.join(", ", asked.approvers()), asked.plan()))
                .orElseGet(() -> run.dueAt()
                        .map(at -> "next step at " + PageText.time(at))
                        .orElse(run.reason()));
    }
}
