package io.nightshift.local.cost;

import io.nightshift.core.json.Json;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.billing.BillingData;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.cost.detect.SeriesAnomaly;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.runtime.CostExplainer;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.Terminal;
import io.nightshift.local.story.TextTable;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds anomalies in files, and prints them.
 *
 * @param causes whether each is explained; empty for those of files that are read quickly
 */
public record CostDetection(
        Terminal terminal, List<Path> files, DetectionSensitivity sensitivity, Optional<Boolean> causes) {

    /** Larger files are not read a second time unless somebody asks. */
    private static final long QUICK = 512L << 20;

    public CostDetection {
        files = List.copyOf(files);
    }

    public int print(boolean json) {
        var data = data();
        var found = new CostDetector(sensitivity).detect(data.series());
        if (json) {
            printJson(found);
        } else {
            printTable(found, data);
        }
        return ExitCode.OK;
    }

    BillingData data() {
        try {
            var data = BillingFiles.read(files);
            data.warnings().forEach(warning -> terminal.complain(TerminalText.safe(warning)));
            return data;
        } catch (BillingException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private void printJson(List<SeriesAnomaly> found) {
        if (!causes.orElseGet(this::isQuick)) {
            terminal.complain("the causes are not searched in files of more than 512 MiB; --causes does it");
            terminal.print(Json.arr(found.stream()
                    .map(one -> CostText.json(one, Optional.empty()))
                    .toList()));
            return;
        }
        var explanations = explanations(found);
        var all = new ArrayList<Json>();
        for (int i = 0; i < found.size(); i++) {
            all.add(CostText.json(found.get(i), Optional.of(explanations.get(i))));
        }
        terminal.print(Json.arr(all));
    }

    private boolean isQuick() {
        return files.stream().mapToLong(CostDetection::size).sum() <= QUICK;
    }

    private static long size(Path path) {
        try (var inside = Files.walk(path)) {
            return inside.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    List<CostExplanation> explanations(List<SeriesAnomaly> found) {
        try {
            return CostExplainer.explain(
                            files,
                            found.stream()
                                    .map(one -> AnomalyReport.of(one, LocalDate.EPOCH))
                                    .toList(),
                            report -> List.of())
                    .stream()
                    .map(known -> known.lacking("Changes near its start are known to serve, not to files."))
                    .toList();
        } catch (BillingException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private void printTable(List<SeriesAnomaly> found, BillingData data) {
        var days = data.series().isEmpty() ? 0 : data.series().getFirst().days();
        var summary = "%d series over %d days: %s"
                .formatted(
                        data.series().size(),
                        days,
                        found.isEmpty() ? "no anomaly" : found.size() == 1 ? "1 anomaly" : found.size() + " anomalies");
        if (found.isEmpty()) {
            terminal.print(summary);
            return;
        }
        table(found).lines(terminal.colours()).forEach(terminal::print);
        terminal.print("");
        terminal.print(summary);
        if (found.stream().anyMatch(SeriesAnomaly::provisional)) {
            terminal.print("* so recent that its cost may still change");
        }
    }

    private static TextTable table(List<SeriesAnomaly> found) {
        var table = new TextTable(
                "ID", "DETECTED", "FROM", "TO", "KIND", "SERVICE", "REGION", "ACCOUNT", "EXPECTED", "ACTUAL", "MORE");
        for (var one : found) {
            var anomaly = one.anomaly();
            table.row(
                    one.id(),
                    anomaly.detectedOn().toString(),
                    anomaly.start().toString(),
                    anomaly.end() + (one.provisional() ? " *" : ""),
                    CostText.word(anomaly.kind()),
                    CostText.cell(one.key().service()),
                    CostText.cell(
                            one.key().region().isEmpty() ? "all" : one.key().region()),
                    CostText.cell(one.key().account()),
                    CostText.money(anomaly.expected()).toPlainString(),
                    CostText.money(anomaly.actual()).toPlainString(),
                    CostText.money(anomaly.impact()).toPlainString() + " "
                            + CostText.cell(one.key().currency()));
        }
        return table;
    }
}
