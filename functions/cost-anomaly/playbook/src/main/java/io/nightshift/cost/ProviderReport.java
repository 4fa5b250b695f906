package io.nightshift.cost;

import io.nightshift.core.signal.Signal;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import io.nightshift.cost.detect.SeriesKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a provider reports, as an anomaly. Its labels come from outside: what is no number or date counts as none. */
final class ProviderReport {

    private static final BigDecimal HIGH = BigDecimal.valueOf(1000);
    private static final BigDecimal MEDIUM = BigDecimal.valueOf(100);

    private static final int LONGEST = 20;

    private ProviderReport() {}

    static AnomalyReport of(Signal.ProviderNotice notice) {
        var labels = notice.labels();
        var day = notice.time().atZone(ZoneOffset.UTC).toLocalDate();
        var start = date(labels.get("anomalyStartDate"), day);
        var end = date(labels.get("anomalyEndDate"), day);
        var actual =
                amount(labels, "totalActualSpend", "ACTUAL Amount", "costAmount", "FORECASTED Amount", "totalImpact");
        var expected = amount(labels, "totalExpectedSpend", "Budgeted Amount", "budgetAmount");
        var impact = actual.subtract(expected);
        return new AnomalyReport(
                AnomalyReport.id("provider", CostSignals.subject(notice).toString()),
                notice.name().startsWith("BUDGET") ? AnomalyReport.BUDGET : AnomalyReport.PROVIDER,
                key(notice),
                start,
                end.isBefore(start) ? start : end,
                day,
                expected,
                actual,
                impact.compareTo(HIGH) >= 0
                        ? Severity.HIGH
                        : impact.compareTo(MEDIUM) >= 0 ? Severity.MEDIUM : Severity.LOW,
                true,
                false,
                day);
    }

    private static SeriesKey key(Signal.ProviderNotice notice) {
        var labels = notice.labels();
        var budget = labels.getOrDefault("Budget Name", labels.getOrDefault("budgetDisplayName", ""));
        var service = labels.getOrDefault("service", labels.getOrDefault("dimensionalValue", ""));
        return new SeriesKey(
                notice.origin().cloud().id(),
                labels.getOrDefault("linkedAccount", notice.origin().account()),
                budget.isEmpty() ? service : "budget " + budget,
                labels.getOrDefault("region", ""),
                labels.getOrDefault("currencyCode", ""));
    }

    private static LocalDate date(@org.jspecify.annotations.Nullable String text, LocalDate otherwise) {
        try {
            return text == null || text.length() < 10 ? otherwise : LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static BigDecimal amount(Map<String, String> labels, String... names) {
        return Stream.of(names)
                .flatMap(name -> number(labels.getOrDefault(name, "")).stream())
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** {@code $1,000.00} is 1000. */
    private static Optional<BigDecimal> number(String text) {
        var digits = text.replaceAll("[^0-9.-]", "");
        try {
            return digits.isEmpty() || digits.length() > LONGEST
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
