package io.nightshift.promotion.judge.kayenta;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.MetricVerdict;
import io.nightshift.promotion.judge.json.CanaryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Kayenta's own judge (a69573b, unchanged, Scala 2.12.20) said of 300 drawn canaries: labels, critical flags, reasons,
 * score and verdict. Each was judged 60 times; those whose label was chance are left out.
 */
final class RecordedCasesTest {

    private static List<Json> cases() throws IOException, JsonException {
        try (var file = requireNonNull(RecordedCasesTest.class.getResourceAsStream("cases.jsonl"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(RecordedCasesTest::parsed)
                    .toList();
        }
    }

    private static Json parsed(String line) {
        try {
            return Json.parse(line);
        } catch (JsonException e) {
            throw new AssertionError(line, e);
        }
    }

    @TestFactory
    Stream<DynamicTest> saysWhatKayentaSaid() throws Exception {
        return cases().stream()
                .map(View::of)
                .map(one -> dynamicTest(one.at("canary", "id").path(), () -> same(one)));
    }

    private static void same(View recorded) throws JsonException {
        var verdict = KayentaJudge.judge(CanaryJson.read(recorded.at("canary").json()));
        var ours = Json.obj()
                .with(
                        "metrics",
                        Json.arr(verdict.metrics().stream()
                                .map(RecordedCasesTest::told)
                                .toList()))
                .with("score", Json.of(verdict.score()))
                .with("verdict", verdict.outcome().label());
        assertThat(ours.text())
                .as(id(verdict))
                .isEqualTo(recorded.at("expected").json().text());
    }

    private static Json told(MetricVerdict metric) {
        return Json.arr(Json.of(metric.classification().label()), Json.of(metric.critical()), Json.of(metric.reason()));
    }

    private static String id(CanaryVerdict verdict) {
        return "canary " + verdict.id();
    }
}
