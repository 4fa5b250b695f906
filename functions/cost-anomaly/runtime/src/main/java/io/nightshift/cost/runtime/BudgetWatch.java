package io.nightshift.cost.runtime;

import io.nightshift.cost.CostSpec.CostBudget;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.billing.BilledCosts;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import io.nightshift.cost.detect.SeriesKey;
import io.nightshift.cost.explain.MonthForecast;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which thresholds of budgets the newest month passed, or will pass even by the low end of its forecast. */
public record BudgetWatch(String entry, List<CostBudget> budgets) {

    /** A forecast of the first days of a month is a guess. */
    private static final int FORECAST_FROM = 5;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public BudgetWatch {
        budgets = List.copyOf(budgets);
    }

    /** How a budget stands in one currency. */
    public record Standing(CostBudget budget, String currency, MonthForecast forecast) {}

    public List<Standing> standings(BilledCosts costs, YearMonth month) {
        var all = new ArrayList<Standing>();
        for (var budget : budgets) {
            Map<String, List<DailyCosts>> byCurrency = new TreeMap<>();
            costs.series().stream()
                    .filter(series -> budget.covers(series.key()))
                    .forEach(series -> byCurrency
                            .computeIfAbsent(series.key().currency(), currency -> new ArrayList<>())
                            .add(series));
            byCurrency.forEach((currency, series) -> all.add(new Standing(
                    budget, currency, MonthForecast.of(series.getFirst().first(), sum(series), month))));
        }
        return all;
    }

    /** @param series with the same days */
    public static double[] sum(List<DailyCosts> series) {
        var sum = new double[series.isEmpty() ? 0 : series.getFirst().days()];
        for (var one : series) {
            for (int day = 0; day < sum.length; day++) {
                sum[day] += Double.isNaN(one.at(day)) ? 0 : one.at(day);
            }
        }
        return sum;
    }

    List<AnomalyReport> passed(BilledCosts costs) {
        if (costs.series().isEmpty()) {
            return List.of();
        }
        var some = costs.series().getFirst();
        var month = YearMonth.from(some.first().plusDays(some.days() - 1L));
        var all = new ArrayList<AnomalyReport>();
        for (var standing : standings(costs, month)) {
            var spent = BigDecimal.valueOf(standing.forecast().spent());
            for (int percent : standing.budget().alertAt()) {
                var limit = standing.budget()
                        .amount()
                        .multiply(BigDecimal.valueOf(percent))
                        .divide(HUNDRED);
                if (spent.compareTo(limit) > 0) {
                    all.add(report(standing, AnomalyReport.BUDGET, percent, limit, spent));
                }
            }
            forecast(standing).ifPresent(all::add);
        }
        return all;
    }

    private java.util.Optional<AnomalyReport> forecast(Standing standing) {
        var forecast = standing.forecast();
        var amount = standing.budget().amount();
        boolean early = forecast.upTo().getDayOfMonth() < FORECAST_FROM;
        boolean passed = BigDecimal.valueOf(forecast.spent()).compareTo(amount) > 0;
        return standing.budget().forecast()
                        && !early
                        && !passed
                        && BigDecimal.valueOf(forecast.low()).compareTo(amount) > 0
                ? java.util.Optional.of(
                        report(standing, AnomalyReport.FORECAST, 100, amount, BigDecimal.valueOf(forecast.forecast())))
                : java.util.Optional.empty();
    }

    private AnomalyReport report(Standing standing, String kind, int percent, BigDecimal limit, BigDecimal actual) {
        var budget = standing.budget();
        var month = standing.forecast().month();
        return new AnomalyReport(
                AnomalyReport.id(
                        entry, kind, budget.name(), standing.currency(), month.toString(), Integer.toString(percent)),
                kind,
                new SeriesKey("", "", "budget " + budget.name() + " at " + percent + " %", "", standing.currency()),
                month.atDay(1),
                standing.forecast().upTo(),
                standing.forecast().upTo(),
                limit,
                actual,
                percent >= 100 && kind.equals(AnomalyReport.BUDGET) ? Severity.HIGH : Severity.MEDIUM,
                true,
                false,
                standing.forecast().upTo());
    }
}
