package io.nightshift.console.web;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
import io.nightshift.api.BearerToken;
import io.nightshift.api.CrossSiteCheck;
import io.nightshift.console.ConsoleSources;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.report.OpenFigures;
import io.nightshift.report.RuleFigures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The figures for Prometheus at {@code GET /metrics}. Senders' token protects it, if there is one. Rules are counted over 30
 * days, as on the page of rules: the ledger has them, so a restart resets nothing.
 */
public final class MetricsRoutes implements ApiRoutes {

    private final ConsoleSources sources;
    private final Supplier<Optional<String>> token;

    public MetricsRoutes(ConsoleSources sources, Supplier<Optional<String>> token) {
        this.sources = sources;
        this.token = token;
    }

    @Override
    public boolean serves(ApiRequest request) {
        return request.path().equals("/metrics");
    }

    @Override
    public ApiResponse answer(ApiRequest request) {
        var needed = token.get();
        if (!BearerToken.isShown(request, needed)) {
            return ApiResponse.error(401, "send the intake token as Authorization: Bearer")
                    .header("WWW-Authenticate", "Bearer");
        }
        var refusal = needed.isPresent() ? Optional.<String>empty() : CrossSiteCheck.refusal(request);
        if (refusal.isPresent()) {
            return ApiResponse.error(403, refusal.get());
        }
        return switch (request.method()) {
            case "GET", "HEAD" ->
                ApiResponse.of(
                        200, "text/plain; version=0.0.4; charset=utf-8", text().getBytes(StandardCharsets.UTF_8));
            default -> ApiResponse.notAllowed("metrics are read by GET", "GET, HEAD");
        };
    }

    private String text() {
        var metrics = new PrometheusText();
        var now = sources.host().instant();
        try {
            open(metrics, OpenFigures.of(sources.ledger(), now));
            metrics.gauge("nightshift_ledger_up", "Whether the ledger can be read.")
                    .add(1);
        } catch (LedgerException e) {
            sources.host().log("metrics-failed", Json.obj().with("reason", String.valueOf(e.getMessage())));
            metrics.gauge("nightshift_ledger_up", "Whether the ledger can be read.")
                    .add(0);
        }
        sources.deadLetters()
                .ifPresent(letters -> metrics.gauge("nightshift_dead_letters", "Payloads that could not be read.")
                        .add(letters.getAsInt()));
        rules(metrics, sources.rules().get(), now);
        return metrics.text();
    }

    private static void open(PrometheusText metrics, OpenFigures open) {
        metrics.gauge("nightshift_open_runs", "Runs that have not ended, at most " + OpenFigures.MOST + ".")
                .add(open.runs());
        metrics.gauge("nightshift_waiting_approvals", "Questions that nobody has answered.")
                .add(open.approvals());
        metrics.gauge(
                        "nightshift_oldest_due_seconds",
                        "For how long the run has waited that should have gone on first.")
                .add(open.oldest().toSeconds());
    }

    private static void rules(PrometheusText metrics, RuleFigures figures, Instant now) {
        figures.computed()
                .ifPresent(at -> metrics.gauge("nightshift_rules_age_seconds", "How old the figures of rules are.")
                        .add(Math.max(0, Duration.between(at, now).toSeconds())));
        each(metrics, figures, "fired", "Runs that the rule started in 30 days.", RuleFigures.Rule::fired);
        each(metrics, figures, "acted", "Of these, runs with an act.", RuleFigures.Rule::acted);
        each(
                metrics,
                figures,
                "verified_success",
                "Of these, runs whose success was verified.",
                RuleFigures.Rule::fixed);
        each(
                metrics,
                figures,
                "recurred",
                "Of these, runs after which the rule ran again for the same subject.",
                RuleFigures.Rule::recurred);
        each(
                metrics,
                figures,
                "false_fires",
                "Runs that ended before any act because nothing was wrong.",
                RuleFigures.Rule::falseFires);
        var fix =
                metrics.gauge("nightshift_rule_fix_seconds_30d", "The median time from the start to the verified end.");
        figures.rules().forEach(rule -> rule.toFix().ifPresent(time -> fix.add(time.toSeconds(), "rule", rule.name())));
        var denied = metrics.gauge("nightshift_guardrail_denials_30d", "Acts that the guardrail denied.");
        figures.rules()
                .forEach(rule -> rule.denied()
                        .forEach((guardrail, count) -> denied.add(count, "guardrail", guardrail, "rule", rule.name())));
    }

    private static void each(
            PrometheusText metrics,
            RuleFigures figures,
            String name,
            String help,
            ToLongFunction<RuleFigures.Rule> value) {
        var metric = metrics.gauge("nightshift_rule_" + name + "_30d", help);
        figures.rules().forEach(rule -> metric.add(value.applyAsLong(rule), "rule", rule.name()));
    }
}
