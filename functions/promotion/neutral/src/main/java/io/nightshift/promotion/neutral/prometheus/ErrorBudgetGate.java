package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.prometheus.Prometheus.Result;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import io.nightshift.promotion.neutral.gate.GateQuestion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;

/**
 * The gate {@code error-budget} of the source {@code prometheus}: {@code {query, atLeastPercent}}. The query is a text or
 * {@code {expr}} for the remaining share of the budget (0 to 1, below 0 when it is overspent), or {@code {errors, total,
 * objective: 99.9}}: failures and requests over the budget's period. A query without a result does not open the gate.
 */
public record ErrorBudgetGate(Prometheus prometheus, InstantSource clock) implements Observer {

    /** The minimum percentage in messages: a larger overspend is not reported exactly. */
    private static final double LEAST = -1e8;

    @Override
    public boolean observes(Query query) {
        return GateQuestion.isOf(query, "error-budget", "prometheus");
    }

    @Override
    public Observed observe(Query query) {
        return GateQuestion.answered(query, this::answer);
    }

    private Observed answer(GateQuestion question) throws JsonException {
        var query = question.gate().at("query");
        var atLeast = question.gate().at("atLeastPercent").number().doubleValue();
        var side = MetricSide.of(MetricSide.ofBudget(query));
        var values = new double[side.queries().size()];
        var session = prometheus.web().session();
        for (int i = 0; i < values.length; i++) {
            switch (prometheus.instant(session, side.queries().get(i), clock.instant())) {
                case Result.Values(var found) -> values[i] = found.isEmpty() ? Double.NaN : found.getFirst();
                case Result.Wrong(var why) -> {
                    return new Observed.NotSeen(Problem.permanent("BadMetric", "error budget: " + why));
                }
                case Result.Missed(var problem) -> {
                    return new Observed.NotSeen(problem);
                }
            }
            if (Double.isNaN(values[i])) {
                return GateAnswer.notYet("Prometheus has no number for the error budget")
                        .seen();
            }
        }
        return (values.length == 1 ? ofShare(values[0], atLeast) : ofCounts(query, values, atLeast)).seen();
    }

    private static GateAnswer ofShare(double left, double atLeast) {
        return left > 1.0001
                ? GateAnswer.notYet(
                        "the query gives " + shown(left) + "; expected the share of the budget that is left, 0 to 1")
                : judged(100 * left, atLeast, "");
    }

    private static GateAnswer ofCounts(View query, double[] values, double atLeast) throws JsonException {
        double objective = objective(query);
        double allowed = values[1] * (100 - objective) / 100;
        if (allowed <= 0) {
            return GateAnswer.notYet("there were no requests to have an error budget for");
        }
        return judged(
                100 * (1 - values[0] / allowed),
                atLeast,
                ": " + Math.round(values[0]) + " failures of " + shown(allowed) + " that are allowed");
    }

    static double objective(View query) throws JsonException {
        double objective = query.at("objective").number().doubleValue();
        if (objective <= 0 || objective >= 100) {
            throw new JsonException(query.at("objective").path() + " is no percentage between 0 and 100");
        }
        return objective;
    }

    private static GateAnswer judged(double left, double atLeast, String how) {
        double percent = Math.max(left, LEAST);
        var reason = shown(percent) + " % of the error budget is left (at least " + shown(atLeast) + " %)" + how;
        return percent >= atLeast ? GateAnswer.open(reason) : GateAnswer.closed(reason);
    }

    /** One decimal digit, none if it is zero; rounded down, so that too little never looks sufficient. */
    private static String shown(double number) {
        var rounded = BigDecimal.valueOf(number)
                .setScale(6, RoundingMode.HALF_UP)
                .setScale(1, RoundingMode.FLOOR)
                .stripTrailingZeros();
        return rounded.toPlainString();
    }
}
