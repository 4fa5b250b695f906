package io.nightshift.cost.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.CostSpec.CostBudget;
import io.nightshift.cost.CostSpec.CostOwner;
import io.nightshift.cost.CostSpec.ExpectedWindow;
import io.nightshift.cost.CostSpec.QuietHours;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.SeriesMatch;
import io.nightshift.policy.EntrySchedule;
import io.nightshift.policy.PolicyAssembly;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one entry of {@code costs}.
 *
 * @param root the policy, valid and in its normal form
 * @param entry the entry in it
 */
record CostPlan(View root, String name, View entry) {

    private static final List<Integer> ALERT_AT = List.of(80, 100);
    private static final String END_OF_DAY = "24:00";

    CostPolicy policy() throws JsonException {
        return new CostPolicy(
                name,
                EntrySchedule.read(entry.at("schedule")),
                EntrySchedule.read(entry.at("digest")),
                entry.at("provider-alerts").boolOr(false),
                entry.at("changes", "signals").boolOr(false),
                PolicyAssembly.settings(entry),
                spec());
    }

    private CostSpec spec() throws JsonException {
        var thresholds = entry.at("thresholds");
        var page = entry.at("page").textOr(root.at("defaults", "page").textOr(""));
        return new CostSpec(
                entry.at("source").object(),
                number(thresholds.at("per-day"), CostsShape.PER_DAY),
                number(thresholds.at("total"), CostsShape.TOTAL),
                number(thresholds.at("percent"), CostsShape.PERCENT),
                entry.at("drops").boolOr(false),
                owners(),
                page,
                amount(entry.at("digest", "below")),
                entry.at("digest", "channel").textOr(page),
                quiet(entry.at("quiet-hours")),
                windows(),
                budgets(),
                entry.at("changes", "path").optionalText());
    }

    private static double number(View json, double otherwise) throws JsonException {
        return json.exists() ? json.number().doubleValue() : otherwise;
    }

    private static Optional<BigDecimal> amount(View json) throws JsonException {
        return json.exists() ? Optional.of(json.number()) : Optional.empty();
    }

    private static List<View> items(View list) throws JsonException {
        return list.exists() ? list.items() : List.of();
    }

    private static SeriesMatch match(View json) throws JsonException {
        return new SeriesMatch(
                texts(json.at("accounts")),
                texts(json.at("services")),
                texts(json.at("regions")),
                json.at("tags").texts());
    }

    private static List<String> texts(View list) throws JsonException {
        return list.exists() ? PolicyAssembly.texts(list) : List.of();
    }

    private List<CostOwner> owners() throws JsonException {
        var all = new ArrayList<CostOwner>();
        for (var owner : items(entry.at("owners"))) {
            all.add(new CostOwner(match(owner), owner.at("channel").text()));
        }
        return all;
    }

    private static Optional<QuietHours> quiet(View json) throws JsonException {
        if (!json.exists()) {
            return Optional.empty();
        }
        var between = json.at("between").text();
        var to = between.substring(6);
        return Optional.of(new QuietHours(
                LocalTime.parse(between.substring(0, 5)),
                to.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(to),
                ZoneId.of(json.at("time-zone").text()),
                amount(json.at("urgent"))));
    }

    private List<ExpectedWindow> windows() throws JsonException {
        var all = new ArrayList<ExpectedWindow>();
        for (var window : items(entry.at("expected"))) {
            all.add(new ExpectedWindow(
                    AnomalyReport.date(window.at("from")),
                    AnomalyReport.date(window.at("to")),
                    match(window),
                    window.at("reason").text()));
        }
        return all;
    }

    private List<CostBudget> budgets() throws JsonException {
        var all = new ArrayList<CostBudget>();
        for (var budget : items(entry.at("budgets"))) {
            all.add(new CostBudget(
                    budget.at("name").text(),
                    budget.at("amount").number(),
                    budget.at("currency").textOr(""),
                    match(budget),
                    percents(budget.at("alert-at")),
                    budget.at("forecast").boolOr(true)));
        }
        return all;
    }

    private static List<Integer> percents(View list) throws JsonException {
        if (!list.exists()) {
            return ALERT_AT;
        }
        var all = new ArrayList<Integer>();
        for (var percent : list.items()) {
            all.add((int) percent.integer());
        }
        return all.stream().distinct().sorted().toList();
    }
}
