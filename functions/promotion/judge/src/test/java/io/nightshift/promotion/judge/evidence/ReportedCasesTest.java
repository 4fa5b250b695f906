package io.nightshift.promotion.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.promotion.judge.json.CanaryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that users reported, with what is right. */
final class ReportedCasesTest {

    static Stream<String> cases() throws IOException {
        try (var file = Objects.requireNonNull(ReportedCasesTest.class.getResourceAsStream("reported.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void getsTheVerdictThatIsRight(String line) throws Exception {
        int bar = line.indexOf('|');
        var verdict = EvidenceJudge.judge(CanaryJson.read(Json.parse(line.substring(bar + 1))));
        var metric = verdict.metrics().getFirst();
        assertThat(verdict.outcome().label() + " " + metric.classification().label())
                .as(metric.reason())
                .isEqualTo(line.substring(0, bar));
        // A day by the minute is the most that anybody waits for.
        assertThat(metric.needed().orElse(0)).isLessThanOrEqualTo(1440);
    }
}
