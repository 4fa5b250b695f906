package io.nightshift.promotion.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Measured;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWatchObserverTest {

    private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Resource TARGET = PromotionStandIn.resource(Kinds.LAMBDA_FUNCTION, "shop:live");

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final CloudWatchObserver looks = new CloudWatchObserver(cloud.regions);

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Query alarms(String... names) {
        var alarms = Arrays.stream(names)
                .map(name -> Json.obj().with("source", "cloudwatch").with("name", name))
                .toList();
        return new Query(PromotionQueries.ALARMS, TARGET, Json.obj().with("alarms", Json.arr(alarms)));
    }

    private static Query analysis(String metrics) throws JsonException {
        return analysis(metrics, START.plusSeconds(10), START.plusSeconds(310), 60);
    }

    private static Query analysis(String metrics, Instant since, Instant until, long step) throws JsonException {
        return new Query(
                PromotionQueries.ANALYSIS,
                TARGET,
                Json.obj()
                        .with("version", "10")
                        .with("baseline", Json.obj().with("version", "9"))
                        .with("since", since.toString())
                        .with("until", until.toString())
                        .with("stepSeconds", step)
                        .with("metrics", Json.parse(metrics)));
    }

    private static String latency(String dimensions) {
        return """
                [{"name": "latency", "source": "cloudwatch", "query":
                  {"namespace": "AWS/Lambda", "metric": "Duration", "stat": "p99", "dimensions": %s}}]""".formatted(dimensions);
    }

    private static final String BY_VERSION = """
            {"FunctionName": "shop", "ExecutedVersion": "{version}"}""";

    private static final String ERRORS = """
            [{"name": "errors", "source": "cloudwatch", "query": {
               "errors": {"namespace": "AWS/Lambda", "metric": "Errors", "dimensions": {"ExecutedVersion": "{version}"}},
               "total": {"namespace": "AWS/Lambda", "metric": "Invocations", "dimensions": {"ExecutedVersion": "{version}"}}}}]""";

    /** From the minute after START on; NaN is a gap. */
    private void measured(String metric, String stat, Map<String, String> dimensions, double... values) {
        var points = new TreeMap<Instant, Double>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                points.put(START.plusSeconds(60L * (i + 1)), values[i]);
            }
        }
        cloud.aws.place(new Measured("AWS/Lambda", metric, dimensions, stat, points));
    }

    private static Map<String, String> version(String version) {
        return Map.of("ExecutedVersion", version);
    }

    private Observed.Seen seen(Query query) {
        assertThat(looks.observes(query)).isTrue();
        return switch (looks.observe(query)) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError(problem);
        };
    }

    private Problem problem(Query query) {
        return switch (looks.observe(query)) {
            case Observed.Seen seen -> throw new AssertionError(seen);
            case Observed.NotSeen(var problem) -> problem;
        };
    }

    private String numbers(Query query) {
        return seen(query).details().get("metrics") instanceof Json.Arr metrics ? metrics.text() : "";
    }

    @Test
    void whatFiresIsTold() {
        cloud.aws.place(
                new Alarm("errors", false, "OK", ""),
                new Alarm("latency", false, "ALARM", ""),
                new Alarm("shop", true, "ALARM", ""),
                new Alarm("queue", false, "INSUFFICIENT_DATA", ""));
        assertThat(seen(alarms("errors")).health()).isEqualTo(Health.WELL);
        var all = seen(alarms("errors", "latency", "shop", "queue"));
        assertThat(all.health()).isEqualTo(Health.UNWELL);
        assertThat(all.details().text()).isEqualTo("{\"firing\":[\"latency\",\"shop\"],\"withoutData\":[\"queue\"]}");
    }

    @Test
    void anAlarmThatDoesNotExistIsNotQuiet() {
        cloud.aws.place(new Alarm("errors", false, "OK", ""));
        assertThat(problem(alarms("errors", "erors")).message()).contains("erors");
    }

    @Test
    void bothVersionsAreMeasuredOnOneGridWithGaps() throws JsonException {
        var dimensions = Map.of("FunctionName", "shop", "ExecutedVersion", "10");
        measured("Duration", "p99", dimensions, 10, Double.NaN, 30, 40);
        measured("Duration", "p99", Map.of("FunctionName", "shop", "ExecutedVersion", "9"), 1, 2, 3, 4.5);
        assertThat(numbers(analysis(latency(BY_VERSION))))
                .isEqualTo(
                        "[{\"name\":\"latency\",\"experiment\":[10.0,null,30.0,40.0],\"control\":[1.0,2.0,3.0,4.5]}]");
    }

    @Test
    void failuresAreCountedAmongTheirTotal() throws JsonException {
        measured("Errors", "Sum", version("10"), 1, Double.NaN, 9, Double.NaN);
        measured("Invocations", "Sum", version("10"), 20, 30, 5, Double.NaN);
        measured("Invocations", "Sum", version("9"), 200);
        assertThat(numbers(analysis(ERRORS)))
                .isEqualTo("[{\"name\":\"errors\","
                        + "\"experiment\":[{\"count\":1,\"of\":20},{\"count\":0,\"of\":30},{\"count\":5,\"of\":5},null],"
                        + "\"control\":[{\"count\":0,\"of\":200},null,null,null]}]");
    }

    @Test
    void whatWasNotMeasuredIsAnEmptySeries() throws JsonException {
        assertThat(numbers(analysis(ERRORS))).isEqualTo("[{\"name\":\"errors\",\"experiment\":[],\"control\":[]}]");
    }

    @Test
    void nothingIsAskedForLessThanAStep() throws JsonException {
        var query = analysis(ERRORS, START.plusSeconds(10), START.plusSeconds(100), 60);
        assertThat(numbers(query)).isEqualTo("[{\"name\":\"errors\",\"experiment\":[],\"control\":[]}]");
        assertThat(cloud.aws.calls()).isEmpty();
    }

    @Test
    void aQueryThatCannotTellTheVersionsApartIsRefused() throws JsonException {
        var problem = problem(analysis(latency("{\"FunctionName\": \"shop\"}")));
        assertThat(problem.message()).contains("dimensions").contains("{version}");
        assertThat(cloud.aws.calls()).isEmpty();
    }

    @Test
    void withAllTrafficOnTheNewVersionTheBaselineIsMeasuredBefore() throws JsonException {
        measured("Duration", "p99", Map.of("FunctionName", "shop"), 10, 20, 30, 40);
        var query =
                analysis(latency("{\"FunctionName\": \"shop\"}"), START.plusSeconds(180), START.plusSeconds(300), 60);
        var later = new Query(
                query.name(),
                query.subject(),
                query.with()
                        .with("percent", 100)
                        .with("controlSince", START.plusSeconds(50).toString())
                        .with("controlUntil", START.plusSeconds(190).toString()));
        assertThat(numbers(later))
                .isEqualTo("[{\"name\":\"latency\",\"experiment\":[30.0,40.0],\"control\":[10.0,20.0]}]");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 90, 86_401})
    void aStepThatCloudWatchDoesNotHaveIsRefused(long step) throws JsonException {
        var query = analysis(ERRORS, START, START.plusSeconds(3600), step);
        assertThat(problem(query).message()).contains("stepSeconds");
    }

    @Test
    void metricsOfAnotherSourceAreLeftToIt() throws JsonException {
        assertThat(looks.observes(analysis(ERRORS.replace("cloudwatch", "prometheus"))))
                .isFalse();
        assertThat(looks.observes(alarms())).isFalse();
    }

    @Test
    void aThrottledCallIsRepeatedAndADeniedOneIsNoAnswer() throws JsonException {
        cloud.aws.fail("GetMetricData", new AwsFault.Throttled());
        assertThat(numbers(analysis(ERRORS))).contains("[]");
        cloud.aws.fail("GetMetricData", new AwsFault.Denied());
        assertThat(problem(analysis(ERRORS)).retryable()).isFalse();
    }
}
