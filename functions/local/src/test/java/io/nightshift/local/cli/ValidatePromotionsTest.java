package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a promotion asks of a source is checked before the first share, by the reader that asks it later. */
final class ValidatePromotionsTest {

    private static final String NGINX = "{kind: \"nginx:upstream\", name: web, with: {command: \"run {port}\"}}";
    private static final String LAMBDA =
            "{kind: \"lambda:function\", name: \"web:live\", account: \"111122223333\", region: eu-central-1}";
    private static final String RUN = "{kind: \"run:service\", name: web, account: shop-prod, region: europe-west1}";
    private static final String CANARY = "{kind: canary, steps: [{share: 25%, bake: 1m}]}";

    @TempDir
    private Path folder;

    /** The analysis is in line 11. */
    private String file(String target, String strategy, String analysis, String more) throws IOException {
        return Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                rules: []
                promotions:
                  web:
                    image: registry.example/web
                    stages:
                      - name: prod
                        targets:
                          - %s
                        strategy: %s
                        analysis: {%s}
                %s
                """.formatted(target, strategy, analysis, more))
                .toString();
    }

    private static String metric(String source, String query) {
        return "metrics: [{name: errors, source: " + source + ", query: " + query + ", direction: increase}]";
    }

    private String problem(String target, String strategy, String analysis) throws IOException {
        var typed = Typed.nightshift("validate", file(target, strategy, analysis, ""));
        assertThat(typed.exit()).as(typed.out()).isEqualTo(ExitCode.NO);
        return typed.out();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "eror | nginx has no query `eror`; did you mean `errors`?",
                "slow(abc) | nginx has no query `slow(abc)`; did you mean `slow(500ms)`?",
                "slow(300) | did you mean `slow(500ms)`?",
                "latency | did you mean `latency.p95`?",
                "latency.p999 | did you mean `latency.p95`?",
                "requests | nginx has no query `requests`; known are errors, slow(500ms), latency.p95, latency.mean",
                "{expr: up} | is of type object; expected a string"
            })
    void nginxHasFewQueries(String query, String message) throws IOException {
        assertThat(problem(NGINX, CANARY, metric("nginx", query)))
                .contains(":11:", "promotions.web.stages[0].analysis.metrics[0].query", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'sum(rate(a{v=\"{version}\"}[1m])' | metrics[0].query: is no PromQL: the ( at character 4 is not closed",
                "'a{v=\"{vesion}\"}' | metrics[0].query: has {vesion}; did you mean {version}?",
                "{errors: a, totl: b} | metrics[0].query: has an unknown key `totl`; did you mean `total`?",
                "{canary: a} | metrics[0].query.baseline: is missing"
            })
    void prometheusTakesPromQl(String query, String message) throws IOException {
        assertThat(problem(NGINX, CANARY, metric("prometheus", query))).contains(":11:", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{namespace: Shop, metric: Errors, dimensions: {Version: v1}} | query.dimensions: is of type object; expected {version} in one of them",
                "{namespace: Shop, metrc: Errors} | query: has an unknown key `metrc`; did you mean `metric`?",
                "{namespace: Shop, metric: E, dimensions: {V: \"{version}\"}, stat: Averge} | query.stat: is unknown: CloudWatch has no statistic `Averge`; did you mean `Average`?",
                "{errors: {namespace: Shop, metric: E, dimensions: {V: \"{version}\"}}} | query.total: is missing",
                "{namespace: Shop, metric: E, dimensions: {V: \"{version}\", D: \"{digest}\"}} | query.dimensions.D: has {digest}; known is {version}",
                "errors | query: is of type string; expected {namespace, metric, dimensions} or {errors, total}"
            })
    void cloudWatchTakesSeries(String query, String message) throws IOException {
        assertThat(problem(LAMBDA, CANARY, metric("cloudwatch", query))).contains(":11:", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'metric.type=\"a\"' | query: is of type string; expected {version}, {digest} or {name} in it",
                "'resource.labels.revision_name=\"{version}\"' | query: has no metric.type",
                "'metric.type=\"a\" resource.labels.revision_name=\"{verion}\" x=\"{version}\"' | query: has {verion}; did you mean `{version}`?",
                "'metric.type=\"a\" v=\"{version}' | query: has a text without its closing quote",
                "{filter: 'metric.type=\"{version}\"', aligner: ALIGN_RAT} | query.aligner: is unknown: Cloud Monitoring has no aligner `ALIGN_RAT`; did you mean `ALIGN_RATE`?",
                "{filter: 'metric.type=\"{version}\"', reducr: REDUCE_SUM} | query: has an unknown key `reducr`; did you mean `reducer`?",
                "{errors: 'metric.type=\"{version}\"'} | query.total: is missing"
            })
    void cloudMonitoringTakesFilters(String query, String message) throws IOException {
        assertThat(problem(RUN, CANARY, metric("cloud-monitoring", query))).contains(":11:", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "cloudwatch | every: 45s | every: cloudwatch has no numbers of this width; expected 1, 5, 10, 20, 30 or a multiple of 60 seconds",
                "cloud-monitoring | every: 30s | every: cloud-monitoring has no numbers of this width; expected 60s or more"
            })
    void aWidthThatTheSourceDoesNotHaveIsFound(String source, String every, String message) throws IOException {
        assertThat(problem(LAMBDA, CANARY, every + ", " + metric(source, "{}"))).contains(message);
    }

    @Test
    void aSourceThatKnowsNothingOfATargetIsFound() throws IOException {
        assertThat(problem(NGINX, CANARY, metric("cloudwatch", "{}")))
                .contains("metrics[0].source: cloudwatch has numbers of targets on AWS only; `nginx:upstream/web`");
        assertThat(problem(LAMBDA, CANARY, metric("nginx", "errors")))
                .contains("metrics[0].source: nginx has numbers of targets of kind nginx:upstream only");
        assertThat(problem(RUN, CANARY, "alarms: [{source: cloudwatch, name: web-5xx}]"))
                .contains("alarms[0].source: cloudwatch has alarms of targets on AWS only; this stage has none");
        assertThat(problem(LAMBDA, CANARY, "alarms: [{source: cloudwatch, name: \"arn:aws:cloudwatch:x\"}]"))
                .contains("alarms[0].name: is an ARN; expected the alarm's name");
        assertThat(problem(RUN, CANARY, "alarms: [{source: cloud-monitoring, name: projects/p/alertPolicy/1}]"))
                .contains("alarms[0].name: is no alerting policy");
        assertThat(problem(NGINX, CANARY, "alarms: [{source: nginx, name: a}]"))
                .contains("alarms[0].source: unknown source of alarms `nginx`");
    }

    @Test
    void anErrorBudgetIsCheckedAsWell() throws IOException {
        var gates =
                "        gates: [{kind: error-budget, source: prometheus, at-least: 10%, query: {errors: a, total: b}}]";
        var typed = Typed.nightshift("validate", file(NGINX, CANARY, "every: 1m", gates));
        assertThat(typed.out()).contains(":12:", "gates[0].query.objective: is missing");
        var other = Typed.nightshift(
                "validate", file(NGINX, CANARY, "every: 1m", gates.replace("prometheus", "cloudwatch")));
        assertThat(other.out()).contains("unknown source of error budgets `cloudwatch`; known are prometheus");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics: [{name: e, source: nginx, query: errors, max: 0.1}, {name: s, source: nginx, query: slow(20ms)}]",
                "metrics: [{name: l, source: nginx, query: latency.mean, direction: increase}], alarms: [{source: prometheus, name: WebErrors}]"
            })
    void whatCanBeAskedIsValidWithoutAWarning(String analysis) throws Exception {
        var json = Typed.nightshift("validate", file(NGINX, CANARY, analysis, ""), "--json")
                .json();
        assertThat(json.at("valid").bool()).isTrue();
        assertThat(json.at("warnings").items()).isEmpty();
    }

    @Test
    void aGuardThatWatchesNothingIsNamed() throws Exception {
        var judged = metric("nginx", "errors");
        var typed =
                Typed.nightshift("validate", file(NGINX, CANARY, judged, "    guard: {for: 10s, every: 2s}"), "--json");
        assertThat(typed.exit()).as("a warning").isZero();
        var warning = typed.json().at("warnings").at(0);
        assertThat(warning.at("line").integer()).isEqualTo(12);
        assertThat(warning.at("path").text()).isEqualTo("promotions.web.guard");
        assertThat(warning.at("message").text())
                .startsWith("the guard of 10s watches no number and no alarm")
                .contains("stage prod", "`max` or `min`");
        assertThat(Typed.nightshift("validate", file(NGINX, CANARY, judged, "")).out())
                .as("the usual guard")
                .contains("warnings:", "the guard of 2h watches no number");
        assertThat(Typed.nightshift("validate", file(NGINX, CANARY, judged, "    guard: {for: 0s}"))
                        .out())
                .as("no guard")
                .doesNotContain("warnings:");
    }

    @Test
    void aMetricThatCannotTellTheVersionsApartIsNamed() throws Exception {
        var judged =
                metric("prometheus", "\"sum(rate(errors_total[1m]))\"") + ", alarms: [{source: prometheus, name: a}]";
        assertThat(Typed.nightshift("validate", file(NGINX, CANARY, judged, "")).out())
                .contains("warnings:", "metrics[0].query: has no {version}");
        assertThat(Typed.nightshift("validate", file(NGINX, "{kind: all-at-once}", judged, ""))
                        .out())
                .as("it is compared with the time before")
                .doesNotContain("warnings:");
    }
}
