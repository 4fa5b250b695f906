package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.Classification;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.MetricVerdict;
import io.nightshift.promotion.judge.evidence.EvidenceJudge;
import io.nightshift.promotion.judge.json.CanaryJson;
import io.nightshift.promotion.judge.kayenta.KayentaJudge;
import io.nightshift.promotion.plan.Analysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates the metrics of one check. A metric with {@code max}, {@code min} or {@code maxRatio} is compared with
 * that limit; the others go to the judge. A failure takes precedence over an undecided result, and that over a pass.
 */
final class MetricAnalysis {

    /** The fields of a metric's description that the judge does not accept. */
    private static final Set<String> NOT_THE_JUDGES = Set.of("source", "query", "max", "min", "maxRatio");

    sealed interface Said {
        record Good(String why) implements Said {}

        record Bad(String why) implements Said {}

        record Open(String why) implements Said {}

        /** A required metric has no data, although it could have some. */
        record Missing(String why) implements Said {}

        /** A required metric has no data, and could not have any yet. */
        record Early(String why) implements Said {}
    }

    private final Analysis analysis;
    private final List<Json.Obj> metrics;
    private final Map<String, View> measured = new LinkedHashMap<>();
    private final int look;
    private final int planned;
    private final boolean due;

    /**
     * @param details the details of {@link PromotionQueries#ANALYSIS}
     * @param look the number of this check among the planned ones, from 1
     * @param due whether there could be points by now: only then missing points count as missing
     */
    MetricAnalysis(Analysis analysis, List<Json.Obj> metrics, View details, int look, int planned, boolean due)
            throws JsonException {
        this.analysis = analysis;
        this.metrics = metrics;
        this.look = look;
        this.planned = planned;
        this.due = due;
        for (var metric : details.at("metrics").items()) {
            measured.put(metric.at("name").text(), metric);
        }
    }

    /** Reports whether the metric has its own limit and needs no baseline. */
    static boolean isLimit(Json.Obj metric) {
        return metric.get("max") != null || metric.get("min") != null;
    }

    /** @param limitsOnly whether there is no baseline to compare with */
    Said say(boolean limitsOnly) throws JsonException {
        var all = new ArrayList<Said>();
        var toJudge = new ArrayList<Json.Obj>();
        for (var metric : metrics) {
            if (isLimit(metric) || (metric.get("maxRatio") != null && !limitsOnly)) {
                all.add(limits(metric, limitsOnly));
            } else if (!limitsOnly) {
                toJudge.add(metric);
            }
        }
        judge(toJudge, all);
        return worst(all);
    }

    /** The most severe result: a failure, then missing data, then too early to tell, then undecided, then a pass. */
    private static Said worst(List<Said> all) {
        var good = new ArrayList<String>();
        var open = new ArrayList<String>();
        var early = new ArrayList<String>();
        var missing = new ArrayList<String>();
        for (var one : all) {
            switch (one) {
                case Said.Bad bad -> {
                    return bad;
                }
                case Said.Good(var why) -> good.add(why);
                case Said.Open(var why) -> open.add(why);
                case Said.Missing(var why) -> missing.add(why);
                case Said.Early(var why) -> early.add(why);
            }
        }
        if (!missing.isEmpty()) {
            return new Said.Missing(String.join("; ", missing));
        }
        if (!early.isEmpty()) {
            return new Said.Early(String.join("; ", early));
        }
        return open.isEmpty() ? new Said.Good(String.join("; ", good)) : new Said.Open(String.join("; ", open));
    }

    /** A judge that fails metrics without data is not asked before there could be any. */
    private void judge(List<Json.Obj> metrics, List<Said> all) throws JsonException {
        var toJudge = new ArrayList<Json>();
        boolean kayenta = isKayenta(analysis);
        for (var metric : metrics) {
            var name = View.of(metric).at("name").text();
            boolean empty = isEmpty(side(name, "experiment")) || isEmpty(side(name, "control"));
            if (empty && !due && (kayenta || mustHaveData(metric))) {
                all.add(new Said.Early(name + " has no values of both sides yet"));
            } else {
                toJudge.add(forJudge(metric));
            }
        }
        boolean partly = kayenta && toJudge.size() < metrics.size();
        if (!toJudge.isEmpty() && !partly) {
            all.add(judge(toJudge));
        }
    }

    private static boolean isKayenta(Analysis analysis) {
        return Json.of("kayenta").equals(analysis.judge().get("mode"));
    }

    private static boolean mustHaveData(Json.Obj metric) {
        return Json.of(true).equals(metric.get("mustHaveData"));
    }

    /** The minimum number of checks in a bake, because it lasts until required metrics can have data. */
    static long early(Analysis analysis) {
        boolean waits = isKayenta(analysis) || analysis.metrics().stream().anyMatch(MetricAnalysis::mustHaveData);
        return waits ? DataDeadline.looks(analysis) : 0;
    }

    private static boolean isEmpty(View points) throws JsonException {
        for (var point : points.items()) {
            if (!(point.json() instanceof Json.Null)) {
                return false;
            }
        }
        return true;
    }

    private View side(String name, String side) throws JsonException {
        var metric = measured.get(name);
        return metric == null ? View.of(Json.arr()) : metric.at(side);
    }

    private Said limits(Json.Obj metric, boolean limitsOnly) throws JsonException {
        var view = View.of(metric);
        var name = view.at("name").text();
        var value = mean(side(name, "experiment"));
        if (value.isEmpty()) {
            return none(metric, name);
        }
        double seen = value.get();
        if (view.at("max").exists() && seen > view.at("max").number().doubleValue()) {
            return new Said.Bad("%s is %s, more than %s"
                    .formatted(name, say(seen), view.at("max").number()));
        }
        if (view.at("min").exists() && seen < view.at("min").number().doubleValue()) {
            return new Said.Bad("%s is %s, less than %s"
                    .formatted(name, say(seen), view.at("min").number()));
        }
        return view.at("maxRatio").exists() && !limitsOnly
                ? ratio(view, name, seen)
                : new Said.Good(name + " is " + say(seen));
    }

    private Said none(Json.Obj metric, String name) {
        if (!mustHaveData(metric)) {
            return new Said.Open(name + " has no value yet");
        }
        return due
                ? new Said.Missing(name + " has no value, and must have data")
                : new Said.Early(name + " has no value yet");
    }

    private Said ratio(View metric, String name, double seen) throws JsonException {
        var control = mean(side(name, "control"));
        if (control.isEmpty()) {
            return new Said.Open(name + " has no value of the baseline yet");
        }
        double most = metric.at("maxRatio").number().doubleValue();
        double base = control.get();
        var numbers = "%s is %s, the baseline's is %s".formatted(name, say(seen), say(base));
        return seen > base * most ? new Said.Bad(numbers + ", more than " + most + " times") : new Said.Good(numbers);
    }

    /** The mean of the points; for a ratio the share over all counts; empty without points. */
    private static Optional<Double> mean(View points) throws JsonException {
        double sum = 0;
        double weight = 0;
        for (var point : points.items()) {
            if (point.isObject()) {
                sum += point.at("count").number().doubleValue();
                weight += point.at("of").number().doubleValue();
            } else if (point.isScalar() && !(point.json() instanceof Json.Null)) {
                sum += point.number().doubleValue();
                weight++;
            }
        }
        return weight > 0 ? Optional.of(sum / weight) : Optional.empty();
    }

    private static String say(double value) {
        return "%.4g".formatted(value);
    }

    private Json.Obj forJudge(Json.Obj metric) throws JsonException {
        var json = Json.obj();
        for (var field : metric.members().entrySet()) {
            if (!NOT_THE_JUDGES.contains(field.getKey())) {
                json = json.with(field.getKey(), field.getValue());
            }
        }
        var name = View.of(metric).at("name").text();
        return json.with("experiment", side(name, "experiment").json())
                .with("control", side(name, "control").json());
    }

    private Said judge(List<Json> toJudge) throws JsonException {
        var canary = Json.obj();
        for (var field : analysis.judge().members().entrySet()) {
            canary = canary.with(field.getKey(), field.getValue());
        }
        var read = CanaryJson.read(canary.with("metrics", Json.arr(toJudge))
                .with("looks", Json.obj().with("now", look).with("planned", planned)));
        var verdict = read.mode() == JudgeMode.KAYENTA ? KayentaJudge.judge(read) : EvidenceJudge.judge(read);
        return switch (verdict.outcome()) {
            case PASS -> new Said.Good(reasons(verdict));
            case MARGINAL, FAIL ->
                new Said.Bad("the judge says " + verdict.outcome().label() + ": " + reasons(verdict));
            case NOT_ENOUGH_DATA -> new Said.Open(reasons(verdict));
        };
    }

    /** The decisive metrics with their values: those that failed, or that are undecided, or all. */
    private static String reasons(CanaryVerdict verdict) {
        var open = verdict.outcome() == CanaryOutcome.NOT_ENOUGH_DATA;
        var telling = verdict.metrics().stream()
                .filter(metric -> metric.classification() != Classification.PASS)
                .filter(metric -> (metric.classification() == Classification.NOT_ENOUGH_DATA) == open)
                .toList();
        var lines = (telling.isEmpty() ? verdict.metrics() : telling)
                .stream().limit(5).map(MetricAnalysis::line).toList();
        return String.join("; ", lines);
    }

    private static String line(MetricVerdict metric) {
        var needed =
                metric.needed().isPresent() ? ", about " + metric.needed().getAsLong() + " more a side needed" : "";
        return metric.metric().name() + " " + metric.classification().label()
                + (metric.reason().isEmpty() ? "" : " (" + metric.reason() + ")") + needed;
    }
}
