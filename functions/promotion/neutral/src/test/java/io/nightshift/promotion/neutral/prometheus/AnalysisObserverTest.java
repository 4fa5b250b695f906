package io.nightshift.promotion.neutral.prometheus;

import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.prometheus.PromQlText;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.prometheus.RangeWindow;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnalysisObserverTest {

    private static final String EXPR = "{\"expr\": \"errors{v='{version}'}\"}";

    private final WireServer server = WireServer.strict();
    private final WebClient web = new WebClient(Duration.ofSeconds(5), InstantSource.system());
    private final AnalysisObserver observer = new AnalysisObserver(
            new Prometheus(web, URI.create(server.endpoint() + "/prometheus/"), () -> "Bearer canary-of-prometheus"));

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    private void answers(String... results) {
        for (var result : results) {
            server.script(
                    request -> true,
                    WireReply.reply(
                            200,
                            "application/json",
                            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":" + result + "}}"));
        }
    }

    private static String series(String values) {
        return "[{\"metric\":{},\"values\":[" + values + "]}]";
    }

    private List<String> asked() {
        return server.requests().stream()
                .map(WireRequest::form)
                .map(form ->
                        form.get("query") + " " + form.get("start") + " " + form.get("end") + " " + form.get("step"))
                .toList();
    }

    @Test
    void asksForWholeStepsByPostWithItsAuthorization() {
        answers("[]", "[]");
        var odd = Json.obj()
                .with("since", "2026-11-20T00:05:07Z")
                .with("until", "2026-11-20T00:14:59Z")
                .with("controlSince", "2026-11-19T23:05:07Z")
                .with("controlUntil", "2026-11-19T23:14:59Z");
        detail(seen(observer, Analyses.of(EXPR, odd)), "metrics");
        long minute = Instant.parse("2026-11-20T00:00:00Z").getEpochSecond() / 60;
        assertThat(asked())
                .containsExactly(
                        "errors{v='v2'} " + (minute + 7) * 60 + " " + (minute + 14) * 60 + " 60",
                        "errors{v='v1'} " + (minute - 53) * 60 + " " + (minute - 46) * 60 + " 60");
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/prometheus/api/v1/query_range");
            assertThat(request.header("Authorization")).isEqualTo("Bearer canary-of-prometheus");
            assertThat(request.form()).containsEntry("partial_response", "false");
        });
    }

    @Test
    void bothSidesMayHaveQueriesOfTheirOwn() {
        answers("[]", "[]");
        detail(
                seen(
                        observer,
                        Analyses.of(
                                "{\"canary\": \"up{track='canary'}\", \"baseline\": {\"expr\": \"up{track='stable'}\"}}")),
                "metrics");
        assertThat(asked())
                .extracting(text -> text.split(" ", 2)[0])
                .containsExactly("up{track='canary'}", "up{track='stable'}");
    }

    @Test
    void aQueryMayBeOneText() {
        answers("[]", "[]");
        detail(seen(observer, Analyses.of("\"up{version='{version}'}\"")), "metrics");
        assertThat(asked())
                .extracting(text -> text.split(" ", 2)[0])
                .containsExactly("up{version='v2'}", "up{version='v1'}");
    }

    @Test
    void aVersionIsNotComparedWithItself() {
        answers(series("[1763597160,\"1\"]"));
        assertThat(detail(seen(observer, Analyses.of("{\"expr\": \"sum(errors)\"}")), "metrics"))
                .endsWith("\"control\":[]}]");
        assertThat(asked()).hasSize(1);
        answers("[]", "[]");
        var before =
                Json.obj().with("controlSince", "2026-11-19T00:00:00Z").with("controlUntil", "2026-11-19T01:00:00Z");
        detail(seen(observer, Analyses.of("{\"expr\": \"sum(errors)\"}", before)), "metrics");
        assertThat(asked())
                .as("with all traffic on it, it is compared with the time before")
                .hasSize(3);
    }

    @Test
    void aFirstVersionHasNoBaseline() {
        answers("[]");
        var first = Json.obj().with("baseline", Json.obj());
        assertThat(detail(seen(observer, Analyses.of(EXPR, first)), "metrics")).endsWith("\"control\":[]}]");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void countsAreWholeAndNeverMoreThanAll() {
        long start = Analyses.START.getEpochSecond() + 360;
        var times = new String[] {"\"0.4\"", "\"1.02\"", "\"-1\"", "\"NaN\"", "\"+Inf\"", "\"5e12\""};
        var values = new StringBuilder();
        for (int i = 0; i < times.length; i++) {
            values.append(i == 0 ? "" : ",")
                    .append("[")
                    .append(start + 60L * i)
                    .append(",")
                    .append(times[i])
                    .append("]");
        }
        var all = values.toString().replaceAll("\"[^\"]*\"", "\"1.01\"");
        answers(series(values.toString()), series(all), "[]");
        var query =
                "{\"canary\": {\"errors\": \"e\", \"total\": \"t\"}, \"baseline\": {\"errors\": \"e\", \"total\": \"t\"}}";
        answers("[]");
        assertThat(detail(seen(observer, Analyses.of(query)), "metrics"))
                .isEqualTo("[{\"name\":\"errors\",\"experiment\":[{\"count\":0,\"of\":1},{\"count\":1,\"of\":1},"
                        + "null,null,null,null,null,null,null,null],\"control\":[]}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:5: parse\\nerror\"} | Prometheus answered 400: 1:5: parse error | false",
                "422 | {\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"} | Prometheus answered 422: too many samples | false",
                "503 | {\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"} | Prometheus failed (503): query timed out | true",
                "502 | <html>bad gateway</html> | Prometheus failed (502) | true",
                "429 | '' | Prometheus throttles | true",
                "401 | '' | Prometheus lets nobody in with these credentials (401) | false"
            })
    void whatPrometheusRefusesIsNotSeen(int status, String body, String message, boolean retryable) {
        server.script(request -> true, WireReply.reply(status, "application/json", body));
        var problem = problem(observer, Analyses.of(EXPR));
        assertThat(problem.message()).isEqualTo("metric errors: " + message);
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.message()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | metric errors: what answers is no Prometheus: line 1",
                "{\"status\":\"error\"} | metric errors: Prometheus' answer is no success",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} | metric errors: what answers is no Prometheus: $.data.resultType is not matrix",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1,\"x\"]]},{}]}} | metric errors: the query gives 2 series",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[\"soon\",\"1\"]]}]}} | metric errors: what answers is no Prometheus: $.data.result[0].values[0][0]"
            })
    void whatIsNoAnswerOfPrometheusIsNoNumber(String body, String message) {
        server.script(request -> true, WireReply.reply(200, "application/json", body));
        assertThat(problem(observer, Analyses.of(EXPR)).message()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | $.metrics[0].query is of type object; expected a text, {expr}",
                "{\"canary\": \"a\"} | $.metrics[0].query.baseline is missing",
                "{\"errors\": \"a\"} | $.metrics[0].query.total is missing",
                "{\"expr\": \" \"} | $.metrics[0].query.expr is blank"
            })
    void aQueryThatIsDescribedWronglyNamesTheField(String query, String message) {
        assertThat(problem(observer, Analyses.of(query)).message())
                .startsWith("the analysis cannot be read: " + message);
    }

    @Test
    void numbersBeyondAllReasonAreNoNumbers() {
        answers(series("[1e999999999,\"1\"],[1795133160,\"1e999999999\"],[1795133220,\"1e-999999999\"]"), "[]");
        assertThat(detail(seen(observer, Analyses.of(EXPR)), "metrics")).contains("\"experiment\":[null,0.0,null,");
    }

    @Test
    void aVersionThatNobodyKnowsIsNotAskedFor() {
        assertThat(problem(observer, Analyses.of(EXPR, Json.obj().with("version", "")))
                        .message())
                .isEqualTo("the analysis cannot be read: {version} is asked for and not known here");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void leavesOtherSourcesToOthers() {
        assertThat(observer.observes(Analyses.of(EXPR))).isTrue();
        assertThat(observer.observes(Analyses.of(EXPR, Json.obj().with("source", "cloudwatch"))))
                .isFalse();
        assertThat(observer.observes(
                        new Query(PromotionQueries.IMAGE, new Resource(Origin.NOWHERE, "service", "a"), Json.obj())))
                .isFalse();
    }

    @Property(tries = 500)
    void allPointsOfAWindowAreInItWithTheirWholeStep(
            @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long since,
            @ForAll @IntRange(max = 10_000) int length,
            @ForAll @IntRange(min = 1, max = 600) int step) {
        var window = RangeWindow.of(Instant.ofEpochSecond(since), Instant.ofEpochSecond(since + length), step);
        if (window.points() > 0) {
            assertThat(window.first() - step).isGreaterThanOrEqualTo(since);
            assertThat(window.last()).isLessThanOrEqualTo(since + length);
            assertThat(window.first() % step).isZero();
            assertThat(window.last() % step).isZero();
        }
        assertThat(window.points()).isLessThanOrEqualTo(length / step);
    }

    @Property(tries = 500)
    void noValueEndsAString(@ForAll String value) {
        assertThat(PromQlText.escaped(value)).doesNotContain("\"", "'", "`", "\n");
    }
}
