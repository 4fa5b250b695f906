package io.nightshift.cost.anomaly;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Sha256;
import io.nightshift.cost.detect.SeriesAnomaly;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import io.nightshift.cost.detect.SeriesKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * One anomaly as an export shows it. A later export may show it longer, smaller, or not at all.
 *
 * @param id the same in every export that shows it
 * @param kind the shape of a rise; {@link #DROP}, {@link #STOPPED}, {@link #BUDGET}, {@link #FORECAST} or {@link #PROVIDER}
 * @param start the first day that was too high
 * @param end the last day so far
 * @param detectedOn the day with whose cost it was detected
 * @param expected the money that was expected of its days
 * @param actual the money that they cost
 * @param provisional whether its last day is so recent that its cost may still change
 * @param over whether the days after it are calm
 * @param newest the newest day of the export
 */
public record AnomalyReport(
        String id,
        String kind,
        SeriesKey series,
        LocalDate start,
        LocalDate end,
        LocalDate detectedOn,
        BigDecimal expected,
        BigDecimal actual,
        Severity severity,
        boolean provisional,
        boolean over,
        LocalDate newest) {

    public static final String DROP = "drop";
    public static final String STOPPED = "export-stopped";
    public static final String BUDGET = "budget";
    public static final String FORECAST = "budget-forecast";
    public static final String PROVIDER = "provider";

    private static final int ID_LENGTH = 12;

    public AnomalyReport {
        expected = money(expected);
        actual = money(actual);
    }

    public static AnomalyReport of(SeriesAnomaly found, LocalDate newest) {
        var anomaly = found.anomaly();
        return new AnomalyReport(
                found.id(),
                anomaly.kind().name().toLowerCase(Locale.ROOT),
                found.key(),
                anomaly.start(),
                anomaly.end(),
                anomaly.detectedOn(),
                BigDecimal.valueOf(anomaly.expected()),
                BigDecimal.valueOf(anomaly.actual()),
                found.severity(),
                found.provisional(),
                anomaly.isOver(),
                newest);
    }

    /** The id of what the detector does not find: an export that stopped, a budget. */
    public static String id(String... parts) {
        return Sha256.hex(String.join("\n", parts)).substring(0, ID_LENGTH);
    }

    public static BigDecimal money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_EVEN);
    }

    /** What it cost beyond expectation; negative for a drop. */
    public BigDecimal impact() {
        return actual.subtract(expected);
    }

    public int days() {
        return (int) (end.toEpochDay() - start.toEpochDay()) + 1;
    }

    /** What it costs a day beyond expectation. */
    public BigDecimal perDay() {
        return impact().divide(BigDecimal.valueOf(Math.max(1, days())), 2, RoundingMode.HALF_EVEN);
    }

    /** What it will have cost beyond expectation at the end of the month of its last day, if it goes on. */
    public BigDecimal byMonthEnd() {
        if (over || kind.equals(DROP) || kind.equals(STOPPED)) {
            return impact();
        }
        int left = YearMonth.from(end).lengthOfMonth() - end.getDayOfMonth();
        return impact().add(perDay().multiply(BigDecimal.valueOf(left)));
    }

    /** Whether it is about money beyond expectation, found by the detector. */
    public boolean isRise() {
        return switch (kind) {
            case DROP, STOPPED, BUDGET, FORECAST, PROVIDER -> false;
            default -> true;
        };
    }

    /** The same anomaly, under the id under which it was told. */
    public AnomalyReport as(String known) {
        return new AnomalyReport(
                known, kind, series, start, end, detectedOn, expected, actual, severity, provisional, over, newest);
    }

    /** {@code AmazonEC2 in eu-central-1, account 111122223333}. */
    public String where() {
        return (series.service().isEmpty() ? "all services" : series.service())
                + (series.region().isEmpty() ? "" : " in " + series.region())
                + (series.account().isEmpty() ? "" : ", account " + series.account());
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("id", id)
                .with("kind", kind)
                .with("series", json(series))
                .with("start", start.toString())
                .with("end", end.toString())
                .with("detectedOn", detectedOn.toString())
                .with("expected", number(expected))
                .with("actual", number(actual))
                .with("impact", number(impact()))
                .with("severity", severity.name().toLowerCase(Locale.ROOT))
                .with("provisional", provisional)
                .with("over", over)
                .with("newest", newest.toString());
    }

    public static Json number(BigDecimal amount) {
        return new Json.Num(money(amount).toPlainString());
    }

    public static Json.Obj json(SeriesKey key) {
        return Json.obj()
                .with("provider", key.provider())
                .with("account", key.account())
                .with("service", key.service())
                .with("region", key.region())
                .with("currency", key.currency());
    }

    public static AnomalyReport read(View json) throws JsonException {
        return new AnomalyReport(
                json.at("id").nonBlank(),
                json.at("kind").nonBlank(),
                series(json.at("series")),
                date(json.at("start")),
                date(json.at("end")),
                date(json.at("detectedOn")),
                json.at("expected").number(),
                json.at("actual").number(),
                severity(json.at("severity")),
                json.at("provisional").bool(),
                json.at("over").bool(),
                date(json.at("newest")));
    }

    private static Severity severity(View json) throws JsonException {
        try {
            return Severity.valueOf(json.text().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw json.wrong("low, medium or high");
        }
    }

    public static SeriesKey series(View json) throws JsonException {
        return new SeriesKey(
                json.at("provider").textOr(""),
                json.at("account").textOr(""),
                json.at("service").textOr(""),
                json.at("region").textOr(""),
                json.at("currency").textOr(""));
    }

    public static LocalDate date(View json) throws JsonException {
        try {
            return LocalDate.parse(json.text());
        } catch (DateTimeParseException e) {
            throw json.wrong("a date such as 2026-11-30");
        }
    }
}
