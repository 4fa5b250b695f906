package io.nightshift.cost;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.SeriesMatch;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.cost.detect.SeriesKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the costs of an entry are watched: the plan of its runs, which the policy's section writes.
 *
 * @param source of the costs, with the keys of its kind
 * @param perDay the least money a day of an anomaly
 * @param total the least money in all when it is told
 * @param percent the least rise, of what was expected
 * @param drops whether drops are told
 * @param page the channel of what has no owner
 * @param digest an anomaly below this amount waits for the digest; empty if there is no digest
 * @param digestChannel the channel of the digest
 * @param changes a folder with events of changes: CloudTrail, audit logs
 */
public record CostSpec(
        Json.Obj source,
        double perDay,
        double total,
        double percent,
        boolean drops,
        List<CostOwner> owners,
        String page,
        Optional<BigDecimal> digest,
        String digestChannel,
        Optional<QuietHours> quiet,
        List<ExpectedWindow> expected,
        List<CostBudget> budgets,
        Optional<String> changes) {

    public CostSpec {
        owners = List.copyOf(owners);
        expected = List.copyOf(expected);
        budgets = List.copyOf(budgets);
    }

    /** Who hears of which costs. */
    public record CostOwner(SeriesMatch match, String channel) {}

    /**
     * Hours in which only what costs a lot is told.
     *
     * @param from local; may be after {@code to}
     * @param urgent the money a day from which it is told at once; empty if nothing is
     */
    public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Optional<BigDecimal> urgent) {

        /** When these hours end, if they have begun. */
        public Optional<Instant> until(Instant now) {
            var local = now.atZone(zone);
            var time = local.toLocalTime();
            boolean overMidnight = !to.isAfter(from);
            boolean inside = overMidnight
                    ? !time.isBefore(from) || time.isBefore(to)
                    : !time.isBefore(from) && time.isBefore(to);
            if (!inside) {
                return Optional.empty();
            }
            var day = overMidnight && !time.isBefore(from) ? local.toLocalDate().plusDays(1) : local.toLocalDate();
            return Optional.of(day.atTime(to).atZone(zone).toInstant());
        }
    }

    /** Days on which a rise is expected. */
    public record ExpectedWindow(LocalDate from, LocalDate to, SeriesMatch match, String reason) {
        public boolean covers(AnomalyReport report) {
            return !report.start().isBefore(from) && !report.start().isAfter(to) && match.matches(report.series());
        }
    }

    /**
     * What may be billed in a month.
     *
     * @param currency empty for any
     * @param alertAt percents of the amount
     * @param forecast whether a forecast above the amount is told
     */
    public record CostBudget(
            String name,
            BigDecimal amount,
            String currency,
            SeriesMatch match,
            List<Integer> alertAt,
            boolean forecast) {
        public CostBudget {
            alertAt = List.copyOf(alertAt);
        }

        public boolean covers(SeriesKey key) {
            return (currency.isEmpty() || currency.equalsIgnoreCase(key.currency())) && match.matches(key);
        }
    }

    public DetectionSensitivity sensitivity() {
        return DetectionSensitivity.USUAL.costing(perDay, total);
    }

    /** The channel of an anomaly. */
    public String channel(AnomalyReport report, List<String> tags) {
        return owners.stream()
                .filter(owner -> owner.match().matches(report.series(), tags))
                .map(CostOwner::channel)
                .findFirst()
                .orElse(page);
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("source", source)
                .with("perDay", Json.of(perDay))
                .with("total", Json.of(total))
                .with("percent", Json.of(percent))
                .with("drops", drops)
                .with("owners", Json.arr(owners.stream().map(CostSpec::json).toList()))
                .with("page", page)
                .with("digestChannel", digestChannel)
                .with("expected", Json.arr(expected.stream().map(CostSpec::json).toList()))
                .with("budgets", Json.arr(budgets.stream().map(CostSpec::json).toList()))
                .withOptional("changes", changes.orElse(null))
                .withOptional("digest", digest.map(BigDecimal::toPlainString).orElse(null));
        return quiet.isPresent() ? json.with("quiet", json(quiet.get())) : json;
    }

    private static Json json(CostOwner owner) {
        return Json.obj().with("match", owner.match().toJson()).with("channel", owner.channel());
    }

    private static Json json(ExpectedWindow window) {
        return Json.obj()
                .with("from", window.from().toString())
                .with("to", window.to().toString())
                .with("match", window.match().toJson())
                .with("reason", window.reason());
    }

    private static Json json(CostBudget budget) {
        return Json.obj()
                .with("name", budget.name())
                .with("amount", budget.amount().toPlainString())
                .with("currency", budget.currency())
                .with("match", budget.match().toJson())
                .with(
                        "alertAt",
                        Json.arr(budget.alertAt().stream().map(Json::of).toList()))
                .with("forecast", budget.forecast());
    }

    private static Json json(QuietHours hours) {
        return Json.obj()
                .with("from", hours.from().toString())
                .with("to", hours.to().toString())
                .with("zone", hours.zone().getId())
                .withOptional(
                        "urgent", hours.urgent().map(BigDecimal::toPlainString).orElse(null));
    }

    public static CostSpec read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        var owners = new ArrayList<CostOwner>();
        for (var owner : view.at("owners").items()) {
            owners.add(new CostOwner(
                    SeriesMatch.read(owner.at("match")), owner.at("channel").text()));
        }
        return new CostSpec(
                view.at("source").object(),
                view.at("perDay").number().doubleValue(),
                view.at("total").number().doubleValue(),
                view.at("percent").number().doubleValue(),
                view.at("drops").bool(),
                owners,
                view.at("page").text(),
                amount(view.at("digest")),
                view.at("digestChannel").text(),
                quiet(view.at("quiet")),
                windows(view.at("expected")),
                budgets(view.at("budgets")),
                view.at("changes").optionalText());
    }

    private static Optional<BigDecimal> amount(View json) throws JsonException {
        return json.exists() ? Optional.of(new BigDecimal(json.text())) : Optional.empty();
    }

    private static Optional<QuietHours> quiet(View json) throws JsonException {
        return json.exists()
                ? Optional.of(new QuietHours(
                        LocalTime.parse(json.at("from").text()),
                        LocalTime.parse(json.at("to").text()),
                        ZoneId.of(json.at("zone").text()),
                        amount(json.at("urgent"))))
                : Optional.empty();
    }

    private static List<ExpectedWindow> windows(View json) throws JsonException {
        var all = new ArrayList<ExpectedWindow>();
        for (var window : json.items()) {
            all.add(new ExpectedWindow(
                    AnomalyReport.date(window.at("from")),
                    AnomalyReport.date(window.at("to")),
                    SeriesMatch.read(window.at("match")),
                    window.at("reason").text()));
        }
        return all;
    }

    private static List<CostBudget> budgets(View json) throws JsonException {
        var all = new ArrayList<CostBudget>();
        for (var budget : json.items()) {
            var alertAt = new ArrayList<Integer>();
            for (var percent : budget.at("alertAt").items()) {
                alertAt.add((int) percent.integer());
            }
            all.add(new CostBudget(
                    budget.at("name").text(),
                    new BigDecimal(budget.at("amount").text()),
                    budget.at("currency").text(),
                    SeriesMatch.read(budget.at("match")),
                    alertAt,
                    budget.at("forecast").bool()));
        }
        return all;
    }
}
