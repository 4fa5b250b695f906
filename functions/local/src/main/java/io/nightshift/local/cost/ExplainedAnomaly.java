package io.nightshift.local.cost;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.cost.CostMessages;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.explain.TextChart;
import io.nightshift.cost.picture.AnomalyPicture;
import io.nightshift.cost.runtime.PngPicture;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.Terminal;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An anomaly with its explanation, as {@code nightshift cost explain} shows it.
 *
 * @param state of its run; empty if it has none
 */
public record ExplainedAnomaly(
        AnomalyReport report, CostExplanation explanation, Optional<RunId> run, String state, List<String> story) {

    private static final int CHART = 60;

    public ExplainedAnomaly {
        story = List.copyOf(story);
    }

    /** @param id of the run or of the anomaly */
    public static ExplainedAnomaly of(Ledger ledger, String id) {
        var run = find(ledger, id);
        try {
            var progress = CostProgress.of(run);
            var report = progress.report()
                    .orElseThrow(() -> new CommandError(
                            ExitCode.NO,
                            run.id() + " is about no anomaly; nightshift show " + run.id() + " tells more"));
            return new ExplainedAnomaly(
                    report,
                    progress.explanation(),
                    Optional.of(run.id()),
                    progress.phase().toLowerCase(Locale.ROOT),
                    progress.story());
        } catch (JsonException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, run.id() + " cannot be read: " + e.getMessage());
        }
    }

    /** The run with that id, or of the anomaly with that id. */
    public static Run find(Ledger ledger, String id) {
        var run = ledger.run(new RunId(id)).filter(CostProgress::isCost);
        if (run.isPresent()) {
            return run.get();
        }
        Optional<String> page = Optional.empty();
        do {
            var runs = ledger.runs(page, 500);
            var found = runs.items().stream()
                    .filter(one -> CostProgress.isCost(one)
                            && one.key().subject().name().endsWith("/" + id))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            page = runs.next();
        } while (page.isPresent());
        throw new CommandError(
                ExitCode.NO,
                TerminalText.safe("the ledger has no anomaly " + id + "; with files, nightshift cost explain " + id
                        + " FILE... finds it in them"));
    }

    /** The anomaly with that id in files. */
    public static ExplainedAnomaly of(CostDetection detection, String id) {
        var found = new io.nightshift.cost.detect.CostDetector(detection.sensitivity())
                .detect(detection.data().series()).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new CommandError(
                                ExitCode.NO,
                                TerminalText.safe("the files have no anomaly " + id
                                        + "; nightshift cost detect FILE... lists all")));
        var explanation = detection.explanations(List.of(found)).getFirst();
        var newest =
                explanation.days().first().plusDays(explanation.days().costs().size() - 1L);
        return new ExplainedAnomaly(AnomalyReport.of(found, newest), explanation, Optional.empty(), "", List.of());
    }

    public Json.Obj toJson() {
        return report.toJson()
                .with("byMonthEnd", AnomalyReport.number(report.byMonthEnd()))
                .with("causes", CostText.causes(explanation))
                .with("usageOrPrice", explanation.split().toJson())
                .with(
                        "changes",
                        Json.arr(explanation.changes().stream()
                                .map(change -> change.toJson())
                                .toList()))
                .with("days", explanation.days().toJson())
                .with("state", state)
                .with("story", Json.strings(story))
                .withOptional("run", run.map(RunId::value).orElse(null));
    }

    public void print(Terminal terminal) {
        var colours = terminal.colours();
        terminal.print(colours.bold(TerminalText.safe(CostMessages.line(report))));
        CostMessages.lines(report, explanation).forEach(line -> terminal.print("  " + TerminalText.safe(line)));
        if (!explanation.days().costs().isEmpty()) {
            terminal.print("  " + TextChart.of(explanation.days().costs(), CHART));
        }
        if (!state.isEmpty()) {
            terminal.print("  state: " + state);
            story.forEach(line -> terminal.print("  - " + TerminalText.safe(line)));
        }
    }

    /** Writes the picture: a PNG if the file's name ends so, else an SVG. */
    public void draw(Path file) {
        var picture = AnomalyPicture.of(report, explanation.days())
                .orElseThrow(() -> new CommandError(
                        ExitCode.NO, "there is nothing to draw: the days of this anomaly are not known"));
        boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
        try {
            Files.write(
                    file, png ? PngPicture.of(picture) : SvgPicture.of(picture).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": cannot be written");
        }
    }
}
