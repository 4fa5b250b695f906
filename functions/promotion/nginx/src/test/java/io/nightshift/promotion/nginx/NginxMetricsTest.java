package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NginxMetricsTest {

    private static final Instant START = Instant.ofEpochSecond(1_763_700_000);
    private static final String NEWER = UpstreamFile.version("shop", TargetUnderTest.NEW);
    private static final String OLDER = UpstreamFile.version("shop", TargetUnderTest.OLD);

    @TempDir
    private Path folder;

    private Instant controlSince = START;

    private void log(String... lines) throws IOException {
        Files.writeString(folder.resolve("shop.log"), String.join("\n", lines) + "\n");
    }

    private static String line(double second, int status, double took, String version) {
        return "%.3f %d %.3f %s".formatted(START.getEpochSecond() + second, status, took, version);
    }

    private Observed observe(int seconds, String... queries) {
        var metrics = Stream.of(queries)
                .map(query ->
                        Json.obj().with("name", query).with("source", "nginx").with("query", query))
                .toList();
        var with = Json.obj()
                .with("digest", TargetUnderTest.NEW)
                .with("baseline", Json.obj().with("version", OLDER))
                .with("since", START.toString())
                .with("until", START.plusSeconds(seconds).toString())
                .with("controlSince", controlSince.toString())
                .with("controlUntil", controlSince.plusSeconds(seconds).toString())
                .with("stepSeconds", 1)
                .with("metrics", Json.arr(metrics));
        var target = new Resource(Origin.NOWHERE, TargetKinds.NGINX_UPSTREAM, "shop");
        return new NginxMetrics(folder).observe(new Query(PromotionQueries.ANALYSIS, target, with));
    }

    private String answer(int seconds, String query) throws JsonException {
        var seen = (Observed.Seen) observe(seconds, query);
        var metric = View.of(seen.details()).at("metrics").at(0);
        return metric.at("experiment").json().text() + " "
                + metric.at("control").json().text();
    }

    @Test
    void errorsAreCountedBySecondAndVersion() throws Exception {
        log(
                line(-0.5, 500, 0.010, NEWER),
                line(0.1, 200, 0.010, NEWER),
                line(0.2, 502, 0.010, NEWER),
                line(0.9, 200, 0.010, OLDER),
                line(1.5, 404, 0.010, NEWER),
                line(2.0, 500, 0.010, NEWER));
        assertThat(answer(2, "errors"))
                .isEqualTo(
                        "[{\"count\":1,\"of\":2},{\"count\":0,\"of\":1}] [{\"count\":0,\"of\":1},{\"count\":0,\"of\":0}]");
    }

    @Test
    void slowOnesAreCountedByTheirLimitAndLatenciesReckonedInMilliseconds() throws Exception {
        log(line(0.1, 200, 0.100, NEWER), line(0.2, 200, 0.700, NEWER), line(0.3, 200, 0.001, OLDER));
        assertThat(answer(2, "slow(500ms)"))
                .isEqualTo(
                        "[{\"count\":1,\"of\":2},{\"count\":0,\"of\":0}] [{\"count\":0,\"of\":1},{\"count\":0,\"of\":0}]");
        assertThat(answer(2, "latency.mean")).isEqualTo("[400.0,null] [1.0,null]");
        assertThat(answer(2, "latency.p99")).isEqualTo("[100,null] [1,null]");
    }

    @Test
    void theOlderVersionMayBeAskedForAnEarlierTime() throws Exception {
        log(line(-9.5, 500, 0.010, OLDER), line(0.1, 200, 0.010, OLDER), line(0.2, 200, 0.010, NEWER));
        controlSince = START.minusSeconds(10);
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":0,\"of\":1}] [{\"count\":1,\"of\":1}]");
    }

    @Test
    void ofALongLogOnlyWhatIsAskedForCounts() throws Exception {
        log(IntStream.range(-20_000, 20_000)
                .mapToObj(i -> line(i / 100.0, i % 10 == 0 ? 500 : 200, 0.003, i % 2 == 0 ? NEWER : OLDER))
                .toArray(String[]::new));
        assertThat(answer(2, "errors"))
                .isEqualTo(
                        "[{\"count\":10,\"of\":50},{\"count\":10,\"of\":50}] [{\"count\":0,\"of\":50},{\"count\":0,\"of\":50}]");
    }

    @Test
    void halfALineAndForeignLinesAreLeftOut() throws Exception {
        log("# rotated", line(0.1, 200, 0.010, NEWER), "1763700000.2 200 0.0", "");
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":0,\"of\":1}] [{\"count\":0,\"of\":0}]");
    }

    /** {@code mv shop.log shop.log.1}, and nginx writes to the moved file until it is told to open its logs again. */
    @Test
    void aLogThatWasMovedAwayIsReadWithTheNewOne() throws Exception {
        log(line(0.1, 500, 0.010, NEWER), line(0.2, 200, 0.010, OLDER));
        Files.move(folder.resolve("shop.log"), folder.resolve("shop.log.1"));
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":1,\"of\":1}] [{\"count\":0,\"of\":1}]");
        log(line(0.3, 200, 0.010, NEWER));
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":1,\"of\":2}] [{\"count\":0,\"of\":1}]");
    }

    @Test
    void aLogThatWasCopiedAndTruncatedCountsOnce() throws Exception {
        log(line(0.1, 500, 0.010, NEWER), line(0.2, 200, 0.010, OLDER), line(0.3, 200, 0.010, NEWER));
        var copied = folder.resolve("shop.log-20261129");
        Files.copy(folder.resolve("shop.log"), copied);
        Files.writeString(folder.resolve("shop.log"), line(0.4, 200, 0.010, NEWER) + "\n", StandardOpenOption.APPEND);
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":1,\"of\":3}] [{\"count\":0,\"of\":1}]");
        log(line(0.5, 200, 0.010, NEWER));
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":1,\"of\":3}] [{\"count\":0,\"of\":1}]");
    }

    @Test
    void logsOfOtherUpstreamsAndCompressedOnesAreLeftOut() throws Exception {
        log(line(0.1, 200, 0.010, NEWER));
        for (var other : List.of("shop.log.2.gz", "shop2.log", "workshop.log", "shop.error.log")) {
            Files.writeString(folder.resolve(other), line(0.2, 500, 0.010, NEWER) + "\n");
        }
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":0,\"of\":1}] [{\"count\":0,\"of\":0}]");
    }

    @Test
    void withoutALogThereAreNoRequests() throws Exception {
        assertThat(answer(1, "errors")).isEqualTo("[{\"count\":0,\"of\":0}] [{\"count\":0,\"of\":0}]");
    }

    @Test
    void aQueryThatNginxCannotAnswerIsNamed() {
        assertThat(observe(1, "cpu"))
                .isInstanceOfSatisfying(
                        Observed.NotSeen.class,
                        not -> assertThat(not.problem().message())
                                .contains("metrics[0].query", "errors", "slow(500ms)", "latency.p95"));
    }

    @Test
    void aSpanOfTooManyPointsIsRefused() {
        assertThat(List.of(observe(20_000, "errors")))
                .first()
                .isInstanceOfSatisfying(
                        Observed.NotSeen.class,
                        not -> assertThat(not.problem().message()).contains("since", "10000 points"));
    }
}
