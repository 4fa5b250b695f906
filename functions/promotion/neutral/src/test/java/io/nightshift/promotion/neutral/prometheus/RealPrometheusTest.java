package io.nightshift.promotion.neutral.prometheus;

import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.registry.Asked;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.web.WebClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real Prometheus with half an hour of two versions: v1 without errors, v2 with 4 of 44 requests a minute. */
final class RealPrometheusTest {

    private static Optional<PrometheusServer> server = Optional.empty();

    private final Prometheus prometheus = new Prometheus(
            new WebClient(Duration.ofSeconds(20), InstantSource.system()),
            server.orElseThrow().endpoint(),
            () -> "");
    private final AnalysisObserver observer = new AnalysisObserver(prometheus);

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = PrometheusServer.start(folder, numbers());
        Assumptions.assumeTrue(server.isPresent(), "peer missing: prometheus");
    }

    @AfterAll
    static void stop() {
        server.ifPresent(PrometheusServer::close);
    }

    private static String numbers() {
        var text = new StringBuilder("# TYPE requests counter\n");
        for (var series : new String[] {"v1 200 10", "v2 200 10", "v2 500 1"}) {
            var parts = series.split(" ");
            for (int i = 0; i <= 120; i++) {
                text.append("requests_total{version=\"%s\",code=\"%s\"} %d %d%n"
                        .formatted(parts[0], parts[1], i * Long.parseLong(parts[2]), second(i)));
            }
        }
        text.append("# TYPE latency gauge\n");
        for (int i = 0; i <= 120; i++) {
            // From minute 10 on nobody knows.
            text.append("latency{version=\"v2\"} %s %d%n".formatted(i < 40 ? "0.25" : "NaN", second(i)));
        }
        // As Prometheus writes them: the first half pending, then firing.
        text.append("# TYPE ALERTS gauge\n");
        for (int i = 0; i <= 120; i++) {
            text.append("ALERTS{alertname=\"WebErrors\",alertstate=\"%s\",instance=\"a\"} 1 %d%n"
                    .formatted(i < 60 ? "pending" : "firing", second(i)));
        }
        return text.append("# EOF\n").toString();
    }

    private static long second(int sample) {
        return Analyses.START.getEpochSecond() + 15L * sample;
    }

    private String metrics(String query) {
        return detail(seen(observer, Analyses.of(query)), "metrics");
    }

    @Test
    void countsAreOfTheWholeMinutesOfTheWindow() {
        var counts = metrics("""
                {"errors": "sum(increase(requests_total{version=\\"{version}\\",code=\\"500\\"}[1m]))",
                 "total": "sum(increase(requests_total{version=\\"{version}\\"}[1m]))"}""");
        var point = "{\"count\":4,\"of\":44}";
        assertThat(counts)
                .isEqualTo("[{\"name\":\"errors\",\"experiment\":[" + (point + ",").repeat(9) + point
                        + "],\"control\":[]}]");
    }

    @Test
    void anErrorThatNeverHappenedCanBeAskedForAsAZero() {
        var counts = metrics("""
                {"errors": "sum(increase(requests_total{version=\\"{version}\\",code=\\"500\\"}[1m])) or vector(0)",
                 "total": "sum(increase(requests_total{version=\\"{version}\\"}[1m]))"}""");
        assertThat(counts).contains("\"control\":[{\"count\":0,\"of\":40},");
    }

    @Test
    void valuesThatAreMissingOrNoNumberAreNull() {
        assertThat(metrics("{\"expr\": \"latency{version=\\\"{version}\\\"}\"}"))
                .isEqualTo(
                        "[{\"name\":\"errors\",\"experiment\":[0.25,0.25,0.25,0.25,null,null,null,null,null,null],\"control\":[]}]");
        assertThat(metrics("{\"expr\": \"sum(rate(requests_total{version=\\\"{version}\\\"}[1m])) / 0\"}"))
                .contains("\"experiment\":[null,null,");
    }

    @Test
    void aQueryThatGivesNothingGivesNoPoints() {
        assertThat(metrics("{\"expr\": \"sum(no_such_metric{version=\\\"{version}\\\"})\"}"))
                .isEqualTo("[{\"name\":\"errors\",\"experiment\":[],\"control\":[]}]");
    }

    @Test
    void severalSeriesAreAnErrorThatNamesTheMetric() {
        var problem = problem(observer, Analyses.of("{\"expr\": \"requests_total{version=\\\"{version}\\\"}\"}"));
        assertThat(problem.message())
                .isEqualTo("metric errors: the query gives 2 series; expected one, for instance by sum(…)");
        assertThat(problem.retryable()).isFalse();
    }

    @Test
    void prometheusSaysItselfWhatIsWrongWithAQuery() {
        var problem = problem(observer, Analyses.of("{\"expr\": \"sum(latency\"}"));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.message())
                .startsWith("metric errors: Prometheus answered 400: ")
                .contains("parse error");
    }

    @Test
    void aVersionCannotLeaveItsQuotes() {
        var hostile = Json.obj().with("version", "v2\"} or vector(1) or latency{version=\"v2'`\\");
        for (var query : new String[] {
            "{\"expr\": \"sum(latency{version=\\\"{version}\\\"})\"}",
            "{\"expr\": \"sum(latency{version='{version}'})\"}"
        }) {
            assertThat(detail(seen(observer, Analyses.of(query, hostile)), "metrics"))
                    .isEqualTo("[{\"name\":\"errors\",\"experiment\":[],\"control\":[]}]");
        }
    }

    private AlertObserver alertsAt(int minute) {
        return new AlertObserver(prometheus, new ManualClock(Analyses.START.plusSeconds(60L * minute)));
    }

    @Test
    void anAlertFiresFromWhenPrometheusSaysSo() {
        var asked = AlertObserverTest.asked("WebErrors");
        assertThat(seen(alertsAt(9), asked).health()).as("pending").isEqualTo(Health.WELL);
        assertThat(seen(alertsAt(20), asked).health()).isEqualTo(Health.UNWELL);
        assertThat(seen(alertsAt(60), asked).health()).as("long over").isEqualTo(Health.WELL);
    }

    @Test
    void aRuleThatIsNotThereIsFoundByItsName() {
        assertThat(problem(alertsAt(9), AlertObserverTest.asked("WebErors")).message())
                .isEqualTo("Prometheus has no alerting rule `WebErors`; did you mean `WebErrors`?");
        assertThat(problem(alertsAt(9), AlertObserverTest.asked("web_errors")).message())
                .as("a recording rule raises nothing")
                .startsWith("Prometheus has no alerting rule `web_errors`");
        assertThat(problem(alertsAt(20), AlertObserverTest.asked("a\"} or ALERTS{a=\""))
                        .message())
                .startsWith("Prometheus has no alerting rule");
    }

    @Test
    void theErrorBudgetIsReadAtThatMoment() {
        var gate = new ErrorBudgetGate(prometheus, new ManualClock(Analyses.START.plusSeconds(1_800)));
        var asked = Asked.query(
                PromotionQueries.GATE,
                "registry.example/web",
                Json.obj()
                        .with("digest", "sha256:" + "ab".repeat(32))
                        .with(
                                "gate",
                                Json.obj()
                                        .with("kind", "error-budget")
                                        .with("source", "prometheus")
                                        .with("atLeastPercent", 10)
                                        .with(
                                                "query",
                                                Json.obj()
                                                        .with(
                                                                "errors",
                                                                "sum(increase(requests_total{code=\"500\"}[30m]))")
                                                        .with("total", "sum(increase(requests_total[30m]))")
                                                        .with("objective", 90))));
        var seen = seen(gate, asked);
        assertThat(seen.health()).isEqualTo(Health.WELL);
        assertThat(detail(seen, "reason"))
                .isEqualTo("52.3 % of the error budget is left (at least 10 %): 120 failures of 252 that are allowed");
    }
}
