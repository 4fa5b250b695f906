package io.nightshift.cost;

import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.explain.CostDriver;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.explain.PriceSplit;
import io.nightshift.cost.explain.TextChart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The messages about an anomaly. Plain text: each channel escapes it. */
public final class CostMessages {

    private static final int CHART = 42;

    private CostMessages() {}

    /** One message. */
    record Text(String title, List<String> lines) {}

    /** {@code +412.30 USD}. */
    static String more(AnomalyReport report) {
        var amount = report.kind().equals(AnomalyReport.BUDGET) || report.kind().equals(AnomalyReport.FORECAST)
                ? report.actual()
                : report.impact();
        return (amount.signum() >= 0 && report.isRise() ? "+" : "") + amount.toPlainString() + currency(report);
    }

    private static String currency(AnomalyReport report) {
        return report.series().currency().isEmpty() ? "" : " " + report.series().currency();
    }

    /** The anomaly in one line. */
    public static String line(AnomalyReport report) {
        return switch (report.kind()) {
            case AnomalyReport.STOPPED -> "no costs after " + report.end();
            case AnomalyReport.BUDGET ->
                "%s: %s of %s%s"
                        .formatted(report.series().service(), report.actual(), report.expected(), currency(report));
            case AnomalyReport.FORECAST ->
                "%s: forecast %s of %s%s"
                        .formatted(report.series().service(), report.actual(), report.expected(), currency(report));
            default -> report.where() + ": " + more(report) + " since " + report.start();
        };
    }

    private static String title(String what, AnomalyReport report) {
        var word = switch (report.kind()) {
            case AnomalyReport.STOPPED -> "Costs stopped coming";
            case AnomalyReport.BUDGET -> "Budget";
            case AnomalyReport.FORECAST -> "Budget forecast";
            case AnomalyReport.DROP -> "Cost drop";
            default -> "Cost anomaly";
        };
        return (what.isEmpty() ? word : what + ": " + word.toLowerCase(java.util.Locale.ROOT)) + ", " + line(report);
    }

    /** @param said what a provider said; empty if it is our own */
    static Text opened(AnomalyReport report, CostExplanation explanation, String run, String said) {
        var lines = new ArrayList<>(lines(report, explanation));
        said.lines().findFirst().filter(line -> !line.isBlank()).ifPresent(line -> lines.add(1, line));
        if (!explanation.days().costs().isEmpty()) {
            lines.add(TextChart.of(explanation.days().costs(), CHART));
        }
        if (report.isRise() || report.kind().equals(AnomalyReport.DROP)) {
            lines.add("Answer: nightshift cost feedback " + run
                    + " expected|planned|wrong; more: nightshift cost explain " + run);
        }
        return new Text(title("", report), lines);
    }

    /** What is known of an anomaly, without its title. */
    public static List<String> lines(AnomalyReport report, CostExplanation explanation) {
        var lines = new ArrayList<String>();
        lines.add(facts(report));
        lines.addAll(causes(report, explanation));
        return lines;
    }

    private static String facts(AnomalyReport report) {
        return switch (report.kind()) {
            case AnomalyReport.STOPPED ->
                "The newest day with costs is " + report.end()
                        + "; later ones should be there. Nothing after it is watched.";
            case AnomalyReport.BUDGET, AnomalyReport.FORECAST, AnomalyReport.PROVIDER ->
                "%s, expected %s%s, as of %s"
                        .formatted(report.actual(), report.expected(), currency(report), report.end());
            default ->
                "%s from %s to %s: %s, expected %s; by month end %s%s%s"
                        .formatted(
                                report.kind(),
                                report.start(),
                                report.end(),
                                report.actual(),
                                report.expected(),
                                report.byMonthEnd(),
                                currency(report),
                                report.provisional() ? " (provisional: the last day may still change)" : "");
        };
    }

    /** What carries it, and what changed. */
    private static List<String> causes(AnomalyReport report, CostExplanation explanation) {
        var lines = new ArrayList<String>();
        Map<String, List<CostDriver>> byDimension = explanation.drivers().stream()
                .collect(Collectors.groupingBy(CostDriver::dimension, LinkedHashMap::new, Collectors.toList()));
        byDimension.forEach((dimension, drivers) -> lines.add(
                dimension + ": " + drivers.stream().map(CostMessages::driver).collect(Collectors.joining(", "))));
        if (!explanation.drivers().isEmpty()) {
            lines.add(split(explanation.split()));
        }
        explanation.changes().forEach(change -> lines.add("Changed near its start: " + change.sentence()));
        if (report.isRise()
                && explanation.changes().isEmpty()
                && explanation.missing().isEmpty()) {
            lines.add("No change near its start is known.");
        }
        if (!explanation.missing().isEmpty()) {
            lines.add(explanation.missing());
        }
        return lines;
    }

    private static String driver(CostDriver driver) {
        return driver.value() + " " + (driver.rise().signum() >= 0 ? "+" : "") + driver.rise() + " (" + driver.percent()
                + " %)";
    }

    private static String split(PriceSplit split) {
        return switch (split.verdict()) {
            case USAGE -> "usage, not price: " + split.usage() + " by quantity, " + split.price() + " by price";
            case PRICE -> "price, not usage: " + split.price() + " by price, " + split.usage() + " by quantity";
            case BOTH ->
                "usage and price: " + split.usage() + " by quantity, " + split.price() + " by price, " + split.mixed()
                        + " by both";
            case UNKNOWN -> "usage or price is unknown: the costs have no quantity";
        };
    }

    static Text grew(AnomalyReport report, Optional<AnomalyReport> told) {
        return new Text(
                title("Grew", report),
                List.of(
                        facts(report),
                        told.map(before ->
                                        "told before: " + before.impact() + currency(before) + " up to " + before.end())
                                .orElse("it was not told before")));
    }

    static Text shrunk(AnomalyReport report, AnomalyReport told) {
        return new Text(
                title("Corrected", report),
                List.of(
                        "The provider restated its costs: " + report.impact() + currency(report) + ", not "
                                + told.impact() + ".",
                        facts(report)));
    }

    static Text corrected(AnomalyReport report, Optional<AnomalyReport> told) {
        var was = told.map(AnomalyReport::impact).orElse(BigDecimal.ZERO);
        return new Text(
                title("Corrected", report),
                List.of("The provider restated its costs: what was told (" + was + currency(report)
                        + ") is below the gates now. Nothing is to be done."));
    }

    static Text recovered(AnomalyReport report) {
        return new Text(
                title("Over", report),
                List.of(
                        report.kind().equals(AnomalyReport.STOPPED)
                                ? "The export goes on."
                                : report.kind().equals(AnomalyReport.BUDGET)
                                                || report.kind().equals(AnomalyReport.FORECAST)
                                        ? "Its month is over."
                                        : "It cost " + report.impact() + currency(report) + " beyond expectation in "
                                                + report.days() + (report.days() == 1 ? " day." : " days.")));
    }
}
