package io.nightshift.local.cost;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.ScanComparison.Judged;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.cost.detect.SeriesKey;
import io.nightshift.cost.explain.DayBand;
import io.nightshift.cost.runtime.CostScanner;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.text.TerminalText;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why the costs of a series on a day raised no alert, or which one they raised. It reads the costs as they are now, so it looks at
 * days after the one in question, too.
 *
 * @param scanner of the entry, or of files alone
 */
public record WhyNot(CostScanner scanner, List<Path> files, List<KnownAnomaly> known) {

    /** Which series; empty parts match all. */
    public record Asked(LocalDate day, Optional<String> service, Optional<String> account, Optional<String> region) {
        boolean matches(SeriesKey key) {
            return service.filter(one -> !one.equalsIgnoreCase(key.service())).isEmpty()
                    && account.filter(one -> !one.equals(key.account())).isEmpty()
                    && region.filter(one -> !one.equalsIgnoreCase(key.region())).isEmpty();
        }
    }

    /** What is said of one series. */
    public record Said(SeriesKey series, boolean alert, List<String> sentences) {
        public Json.Obj toJson(LocalDate day) {
            return Json.obj()
                    .with("series", AnomalyReport.json(series))
                    .with("day", day.toString())
                    .with("alert", alert)
                    .with("sentences", Json.strings(sentences));
        }
    }

    public WhyNot {
        files = List.copyOf(files);
        known = List.copyOf(known);
    }

    public List<Said> ask(Asked asked) {
        try {
            var scan = scanner.scan(files, known);
            var series = scan.data().series().stream()
                    .filter(one -> asked.matches(one.key()))
                    .toList();
            if (series.isEmpty()) {
                throw new CommandError(ExitCode.NO, nothing(asked, scan.data().series()));
            }
            return series.stream().map(one -> said(one, asked.day(), scan)).toList();
        } catch (BillingException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static String nothing(Asked asked, List<DailyCosts> series) {
        var services = series.stream()
                .map(one -> one.key().service())
                .distinct()
                .sorted()
                .toList();
        var wanted = asked.service().orElse("");
        return TerminalText.safe("no series matches"
                + (wanted.isEmpty() ? "" : " " + wanted + NearestName.hint(wanted, services)) + "; there are "
                + String.join(", ", services.subList(0, Math.min(12, services.size()))));
    }

    private Said said(DailyCosts costs, LocalDate day, CostScanner.Scan scan) {
        var sentences = new ArrayList<String>();
        int index = (int) (day.toEpochDay() - costs.first().toEpochDay());
        if (index < 0 || index >= costs.days() || Double.isNaN(costs.at(index))) {
            sentences.add("No costs of " + day + " are published; the newest day is " + scan.newest() + ".");
            return new Said(costs.key(), false, sentences);
        }
        sentences.add(expectation(costs, index, day));
        var found = scan.judged().stream()
                .filter(one -> isAbout(one.report(), costs.key(), day))
                .toList();
        found.forEach(one -> sentences.add(sentence(one)));
        if (found.isEmpty()) {
            sentences.add(gated(costs, day));
        }
        boolean alert = found.stream()
                .anyMatch(one -> one.change().isPresent() || one.why().startsWith("was told"));
        return new Said(costs.key(), alert, sentences);
    }

    private static boolean isAbout(AnomalyReport report, SeriesKey key, LocalDate day) {
        var series = report.series();
        return series.provider().equals(key.provider())
                && series.account().equals(key.account())
                && series.service().equals(key.service())
                && series.currency().equals(key.currency())
                && (series.region().isEmpty() || series.region().equals(key.region()))
                && !day.isBefore(report.start())
                && !day.isAfter(report.end().plusDays(1));
    }

    private static String sentence(Judged one) {
        return "The anomaly " + one.report().id() + " (" + one.report().kind() + " from "
                + one.report().start() + " to " + one.report().end() + ", "
                + one.report().impact() + " beyond expectation) " + one.why() + ".";
    }

    private static String expectation(DailyCosts costs, int index, LocalDate day) {
        var all = new double[index + 1];
        for (int i = 0; i <= index; i++) {
            all[i] = costs.at(i);
        }
        var band = DayBand.of(costs.first(), all, day, day);
        return "It cost %s %s; the same weekdays before let expect %s to %s."
                .formatted(
                        CostText.money(costs.at(index)),
                        costs.key().currency(),
                        CostText.money(band.low().getLast()),
                        CostText.money(band.high().getLast()));
    }

    /** Whether money is what kept it, or that the day is not strange enough. */
    private String gated(DailyCosts costs, LocalDate day) {
        var spec = scanner.spec();
        var without = new CostDetector(DetectionSensitivity.USUAL.costing(0, 0))
                .detect(List.of(costs)).stream()
                        .map(found -> AnomalyReport.of(found, day))
                        .filter(report -> isAbout(report, costs.key(), day))
                        .findFirst();
        return without.map(report -> "It is a " + report.kind() + " from " + report.start() + " to " + report.end()
                        + " that costs " + report.impact() + " in all, " + report.perDay()
                        + " a day: below the thresholds " + gates(spec) + ".")
                .orElse(
                        "It is no anomaly by any threshold: the series strays as far on its own, or too few days are known.");
    }

    private static String gates(CostSpec spec) {
        return "per-day %s, total %s, percent %s"
                .formatted(CostText.money(spec.perDay()), CostText.money(spec.total()), Math.round(spec.percent()));
    }
}
