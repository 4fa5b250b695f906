package io.nightshift.local.cost;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Run;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.billing.BilledCosts;
import io.nightshift.cost.billing.BillingException;
import io.nightshift.cost.billing.BillingFiles;
import io.nightshift.cost.billing.CommitmentCosts;
import io.nightshift.cost.billing.ResourceCosts;
import io.nightshift.cost.detect.CostDetector;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.explain.MonthForecast;
import io.nightshift.cost.runtime.BudgetWatch;
import io.nightshift.cost.runtime.CostExplainer;
import io.nightshift.cost.runtime.StoppedSavings;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The costs of a month.
 *
 * @param forecasts by currency: what is billed so far, and by the end of the month
 * @param untagged usage without any tag, the dearest first
 * @param stopped what was stopped by acts of our own
 */
public record CostMonth(
        String entry,
        YearMonth month,
        LocalDate newest,
        List<Found> anomalies,
        Map<String, MonthForecast> forecasts,
        List<BudgetWatch.Standing> budgets,
        List<Untagged> untagged,
        CommitmentCosts commitments,
        List<StoppedSavings.Saving> stopped,
        List<String> warnings) {

    private static final int MOST_UNTAGGED = 30;

    /** @param state of its run; empty if it has none */
    public record Found(AnomalyReport report, CostExplanation explanation, String state) {}

    /**
     * Usage without tags.
     *
     * @param owner the channel of the first owner of the policy to whom it belongs; empty if it is nobody's
     */
    public record Untagged(String owner, String account, String service, String currency, double cost) {}

    public CostMonth {
        anomalies = List.copyOf(anomalies);
        budgets = List.copyOf(budgets);
        untagged = List.copyOf(untagged);
        stopped = List.copyOf(stopped);
        warnings = List.copyOf(warnings);
    }

    /** @param runs of anomalies of the entry */
    public static CostMonth of(String entry, CostSpec spec, List<Path> files, YearMonth month, List<Run> runs) {
        try {
            var data = BillingFiles.read(files);
            var newest = newest(data.series());
            var reports = new CostDetector(spec.sensitivity())
                    .detect(data.series()).stream()
                            .map(found -> AnomalyReport.of(found, newest))
                            .filter(report -> isIn(report, month))
                            .toList();
            var explanations = CostExplainer.explain(files, reports, report -> List.of());
            var anomalies = new ArrayList<Found>();
            for (int i = 0; i < reports.size(); i++) {
                anomalies.add(found(reports.get(i), explanations.get(i), runs));
            }
            var billed = BilledCosts.read(files);
            return new CostMonth(
                    entry,
                    month,
                    newest,
                    anomalies,
                    forecasts(billed, month),
                    new BudgetWatch(entry, spec.budgets()).standings(billed, month),
                    untagged(billed, month, spec.owners()),
                    CommitmentCosts.read(files, month),
                    List.of(),
                    data.warnings());
        } catch (BillingException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * @param savings without prices
     * @param isOnly whether what has no price in these files belongs to no other entry
     */
    CostMonth stopping(List<StoppedSavings.Saving> savings, List<Path> files, boolean isOnly) {
        try {
            var costs = savings.isEmpty() ? new ResourceCosts(Map.of()) : ResourceCosts.read(files);
            return new CostMonth(
                    entry,
                    month,
                    newest,
                    anomalies,
                    forecasts,
                    budgets,
                    untagged,
                    commitments,
                    savings.stream()
                            .map(saving -> saving.priced(costs))
                            .filter(saving -> isOnly || saving.saved().isPresent())
                            .toList(),
                    warnings);
        } catch (BillingException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static LocalDate newest(List<DailyCosts> series) {
        return series.stream()
                .map(one -> one.first().plusDays(one.days() - 1L))
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
    }

    private static boolean isIn(AnomalyReport report, YearMonth month) {
        return !report.end().isBefore(month.atDay(1)) && !report.start().isAfter(month.atEndOfMonth());
    }

    /** What the run knows of changes near the start is more than files can say. */
    private static Found found(AnomalyReport report, CostExplanation fresh, List<Run> runs) {
        for (var run : runs) {
            try {
                var progress = CostProgress.of(run);
                if (progress.report()
                        .filter(one -> one.id().equals(report.id()))
                        .isPresent()) {
                    var told = progress.explanation();
                    var state = progress.feedback()
                            .map(feedback -> feedback.id())
                            .orElse(progress.phase().toLowerCase(Locale.ROOT));
                    return new Found(report, fresh.with(told.changes()), state);
                }
            } catch (JsonException e) {
                return new Found(report, fresh, "its run cannot be read");
            }
        }
        return new Found(report, fresh.lacking("It has no run: changes near its start are not known."), "");
    }

    private static Map<String, MonthForecast> forecasts(BilledCosts billed, YearMonth month) {
        Map<String, List<DailyCosts>> byCurrency = new TreeMap<>();
        billed.series()
                .forEach(series -> byCurrency
                        .computeIfAbsent(series.key().currency(), currency -> new ArrayList<>())
                        .add(series));
        var all = new TreeMap<String, MonthForecast>();
        byCurrency.forEach((currency, series) ->
                all.put(currency, MonthForecast.of(series.getFirst().first(), BudgetWatch.sum(series), month)));
        return all;
    }

    private static List<Untagged> untagged(BilledCosts billed, YearMonth month, List<CostSpec.CostOwner> owners) {
        Map<List<String>, Double> sums = new TreeMap<>(Comparator.comparing(List::toString));
        for (var series : billed.untagged()) {
            double sum = 0;
            for (int day = 0; day < series.days(); day++) {
                sum += YearMonth.from(series.first().plusDays(day)).equals(month) ? series.at(day) : 0;
            }
            var key = series.key();
            sums.merge(List.of(owner(key, owners), key.account(), key.service(), key.currency()), sum, Double::sum);
        }
        return sums.entrySet().stream()
                .filter(one -> one.getValue() >= 0.01)
                .map(one -> new Untagged(
                        one.getKey().get(0),
                        one.getKey().get(1),
                        one.getKey().get(2),
                        one.getKey().get(3),
                        one.getValue()))
                .sorted(Comparator.comparingDouble(Untagged::cost).reversed())
                .limit(MOST_UNTAGGED)
                .toList();
    }

    /** By account, service and region: what has no tag cannot be found by one. */
    private static String owner(SeriesKey key, List<CostSpec.CostOwner> owners) {
        return owners.stream()
                .filter(owner -> owner.match().matches(key, List.of()))
                .map(CostSpec.CostOwner::channel)
                .findFirst()
                .orElse("");
    }

    /** The share of a budget that is spent, in percent. */
    static long burn(BudgetWatch.Standing standing) {
        return Math.round(
                100 * standing.forecast().spent() / standing.budget().amount().doubleValue());
    }

    BigDecimal excess() {
        return anomalies.stream().map(found -> found.report().impact()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public Json.Obj toJson() {
        var forecast = Json.obj();
        for (var one : forecasts.entrySet()) {
            forecast = forecast.with(one.getKey(), json(one.getValue()));
        }
        return Json.obj()
                .with("entry", entry)
                .with("month", month.toString())
                .with("newest", newest.toString())
                .with("forecast", forecast)
                .with(
                        "anomalies",
                        Json.arr(anomalies.stream().map(CostMonth::json).toList()))
                .with("budgets", Json.arr(budgets.stream().map(CostMonth::json).toList()))
                .with(
                        "untagged",
                        Json.arr(untagged.stream().map(CostMonth::json).toList()))
                .with(
                        "commitments",
                        Json.arr(commitments.commitments().stream()
                                .map(CostMonth::json)
                                .toList()))
                .with(
                        "coverage",
                        Json.arr(commitments.services().stream()
                                .map(CostMonth::json)
                                .toList()))
                .with("stopped", Json.arr(stopped.stream().map(CostMonth::json).toList()))
                .with("warnings", Json.strings(warnings));
    }

    private static Json.Obj json(MonthForecast forecast) {
        return Json.obj()
                .with("upTo", forecast.upTo().toString())
                .with("spent", CostText.number(forecast.spent()))
                .with("forecast", CostText.number(forecast.forecast()))
                .with("low", CostText.number(forecast.low()))
                .with("high", CostText.number(forecast.high()));
    }

    private static Json json(Found found) {
        return found.report()
                .toJson()
                .with("causes", CostText.causes(found.explanation()))
                .with("usageOrPrice", found.explanation().split().toJson())
                .with("state", found.state());
    }

    private static Json json(BudgetWatch.Standing standing) {
        return Json.obj()
                .with("name", standing.budget().name())
                .with("amount", AnomalyReport.number(standing.budget().amount()))
                .with("currency", standing.currency())
                .with("percent", burn(standing))
                .with("month", json(standing.forecast()));
    }

    private static Json json(CommitmentCosts.Commitment one) {
        return Json.obj()
                .with("id", one.id())
                .with("provider", one.provider())
                .with("currency", one.currency())
                .with("used", CostText.number(one.used()))
                .with("unused", CostText.number(one.unused()))
                .with("utilization", one.utilization());
    }

    private static Json json(CommitmentCosts.Coverage one) {
        return Json.obj()
                .with("service", one.service())
                .with("provider", one.provider())
                .with("currency", one.currency())
                .with("covered", CostText.number(one.covered()))
                .with("uncovered", CostText.number(one.uncovered()))
                .with("percent", one.percent());
    }

    private static Json json(StoppedSavings.Saving one) {
        var json = Json.obj()
                .with("type", one.resource().kind())
                .with("resource", one.resource().name())
                .with("hours", Math.round(one.hours()))
                .with("currency", one.currency());
        return one.saved()
                .map(saved -> json.with("saved", CostText.number(saved)))
                .orElse(json);
    }

    private static Json json(Untagged one) {
        return Json.obj()
                .with("owner", one.owner())
                .with("account", one.account())
                .with("service", one.service())
                .with("currency", one.currency())
                .with("cost", CostText.number(one.cost()));
    }

    Optional<String> interval(String currency) {
        return Optional.ofNullable(forecasts.get(currency))
                .map(one -> "%s so far (up to %s), %s by the end of the month (%s to %s)"
                        .formatted(
                                CostText.money(one.spent()),
                                one.upTo(),
                                CostText.money(one.forecast()),
                                CostText.money(one.low()),
                                CostText.money(one.high())));
    }
}
