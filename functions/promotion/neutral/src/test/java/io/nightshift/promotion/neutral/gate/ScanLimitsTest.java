package io.nightshift.promotion.neutral.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScanLimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void saysTheNumbersAndTheIdsOfWhatIsTooMuch() throws JsonException {
        var answer = limits("{\"atMost\": {\"critical\": 0, \"high\": 5}}")
                .judge(found(critical("CVE-2026-1"), critical("CVE-2026-2"), high("CVE-2026-3")), NOW);
        assertThat(answer).isEqualTo(GateAnswer.closed("2 critical (at most 0): CVE-2026-1, CVE-2026-2"));
    }

    @Test
    void saysTheNumbersOfWhatItLetsThrough() throws JsonException {
        var answer = limits("{\"atMost\": {\"critical\": 0, \"high\": 5}}").judge(found(high("CVE-2026-3")), NOW);
        assertThat(answer).isEqualTo(GateAnswer.open("0 critical (at most 0); 1 high (at most 5)"));
    }

    @Test
    void aWorseSeverityHasNoMoreRoomThanTheLimitBelowIt() throws JsonException {
        var limits = limits("{\"atMost\": {\"high\": 0}}");
        assertThat(limits.judge(found(critical("CVE-2026-1")), NOW))
                .isEqualTo(GateAnswer.closed("1 critical (at most 0, the limit for high): CVE-2026-1"));
        assertThat(limits.judge(found(new Finding(List.of("CVE-2026-4"), Severity.LOW, true)), NOW)
                        .health())
                .isEqualTo(Health.WELL);
    }

    @Test
    void unknownSeveritiesAreSaidAndHaveALimitOfTheirOwn() throws JsonException {
        var unknown = found(new Finding(List.of("CVE-2026-9"), Severity.UNKNOWN, true));
        assertThat(limits("{\"atMost\": {\"negligible\": 0}}").judge(unknown, NOW))
                .isEqualTo(GateAnswer.open("0 negligible (at most 0); 1 of unknown severity, which has no limit"));
        assertThat(limits("{\"atMost\": {\"unknown\": 0}}").judge(unknown, NOW))
                .isEqualTo(GateAnswer.closed("1 unknown (at most 0): CVE-2026-9"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T23:59:59Z, WELL, 0 critical (at most 0); 1 ignored",
        "2026-11-22T00:00:00Z, UNWELL, 1 critical (at most 0): CVE-2026-1; CVE-2026-1 was ignored until 2026-11-21"
    })
    void anEntryIgnoresUntilTheEndOfItsDay(Instant now, Health health, String reason) throws JsonException {
        var limits = limits("""
                {"atMost": {"critical": 0}, "ignore": [{"id": "cve-2026-1", "until": "2026-11-21", "reason": "no way in"}]}""");
        assertThat(limits.judge(found(critical("CVE-2026-1")), now)).isEqualTo(new GateAnswer(health, reason));
    }

    @Test
    void anEntryMayNameAnyOfTheIds() throws JsonException {
        var limits = limits(
                "{\"atMost\": {\"critical\": 0}, \"ignore\": [{\"id\": \"CVE-2026-1\", \"until\": \"2026-12-31\"}]}");
        var finding = new Finding(List.of("GHSA-aaaa-bbbb-cccc", "CVE-2026-1"), Severity.CRITICAL, true);
        assertThat(limits.judge(found(finding), NOW).health()).isEqualTo(Health.WELL);
    }

    @Test
    void whatNobodyCanFixDoesNotCountWhereSaid() throws JsonException {
        var finding = found(new Finding(List.of("CVE-2026-1"), Severity.CRITICAL, false));
        assertThat(limits("{\"atMost\": {\"critical\": 0}, \"fixableOnly\": true}")
                        .judge(finding, NOW))
                .isEqualTo(GateAnswer.open("0 critical (at most 0); 1 without a fix not counted"));
        assertThat(limits("{\"atMost\": {\"critical\": 0}}").judge(finding, NOW).health())
                .isEqualTo(Health.UNWELL);
    }

    @Test
    void judgesCountsInTheWordsOfTheClouds() throws JsonException {
        var limits = limits("{\"atMost\": {\"critical\": 0, \"negligible\": 3}}");
        assertThat(limits.judge(ScanFindings.counted(Map.of("CRITICAL", 2L)), NOW))
                .isEqualTo(GateAnswer.closed("2 critical (at most 0)"));
        assertThat(limits.judge(ScanFindings.counted(Map.of("INFORMATIONAL", 2L, "MINIMAL", 2L)), NOW))
                .isEqualTo(GateAnswer.closed("4 negligible (at most 3)"));
        assertThat(limits.judge(ScanFindings.counted(Map.of("INFORMATIONAL", 2L, "UNDEFINED", 7L)), NOW)
                        .health())
                .isEqualTo(Health.WELL);
    }

    @Test
    void countsCannotBeIgnoredOneByOne() throws JsonException {
        assertThat(limits("{\"atMost\": {\"critical\": 0}, \"fixableOnly\": true}")
                        .judge(ScanFindings.counted(Map.of("CRITICAL", 1L)), NOW))
                .isEqualTo(GateAnswer.closed("1 critical (at most 0); the scan gives only counts, so ignore and"
                        + " fixableOnly cannot take any of them out"));
    }

    @Test
    void aWordThatNobodyKnowsIsNoCount() {
        assertThatThrownBy(() -> ScanFindings.counted(Map.of("BLOCKER", 1L)))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("none of critical, high");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | $.atMost is missing",
                "{\"atMost\": {}} | $.atMost is empty; expected a limit such as critical: 0",
                "{\"atMost\": {\"sever\": 0}} | $.atMost.sever is no known severity",
                "{\"atMost\": {\"high\": -1}} | $.atMost.high is of type number; expected 0 or more",
                "{\"atMost\": {\"high\": 0}, \"ignore\": [{\"id\": \"CVE-1\"}]} | $.ignore[0].until is missing",
                "{\"atMost\": {\"high\": 0}, \"ignore\": [{\"id\": \"CVE-1\", \"until\": \"soon\"}]} | $.ignore[0].until is not a day"
            })
    void aGateThatIsDescribedWronglyNamesTheField(String gate, String message) {
        assertThatThrownBy(() -> limits(gate)).isInstanceOf(JsonException.class).hasMessageStartingWith(message);
    }

    @Test
    void whatAReportHasInsteadOfAnIdIsNotRepeated() throws JsonException {
        var answer = limits("{\"atMost\": {\"critical\": 0}}").judge(found(critical("\u202eSECRET\n")), NOW);
        assertThat(answer.reason()).isEqualTo("1 critical (at most 0): (an id of 8 odd characters)");
    }

    @Property(tries = 300)
    void oneMoreFindingNeverOpensAGate(
            @ForAll("findings") List<Finding> findings, @ForAll("finding") Finding more, @ForAll boolean fixableOnly)
            throws JsonException {
        var limits = limits("{\"atMost\": {\"critical\": 0, \"medium\": 3}, \"fixableOnly\": " + fixableOnly + "}");
        var before = limits.judge(new ScanFindings.Listed(findings), NOW);
        var all = new ArrayList<>(findings);
        all.add(more);
        if (before.health() == Health.UNWELL) {
            assertThat(limits.judge(new ScanFindings.Listed(all), NOW).health()).isEqualTo(Health.UNWELL);
        }
    }

    @Provide
    Arbitrary<Finding> finding() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.of(Severity.class),
                        Arbitraries.of(true, false))
                .as((id, severity, fixable) -> new Finding(List.of("CVE-2026-" + id), severity, fixable));
    }

    @Provide
    Arbitrary<List<Finding>> findings() {
        return finding().list().ofMaxSize(12);
    }

    static ScanLimits limits(String gate) throws JsonException {
        return ScanLimits.read(View.of(Json.parse(gate)));
    }

    private static ScanFindings found(Finding... findings) {
        return new ScanFindings.Listed(List.of(findings));
    }

    private static Finding critical(String id) {
        return new Finding(List.of(id), Severity.CRITICAL, true);
    }

    private static Finding high(String id) {
        return new Finding(List.of(id), Severity.HIGH, true);
    }
}
