package io.nightshift.promotion.neutral.gate;

import static io.nightshift.promotion.neutral.gate.GateQuestions.DIGEST;
import static io.nightshift.promotion.neutral.gate.GateQuestions.about;
import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.reason;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanReportGateTest {

    private static final String REPORT = """
            {"SchemaVersion": 2, "Metadata": {"RepoDigests": ["registry.example/shop/web@%s"]}, "Results": [
              {"Vulnerabilities": [{"VulnerabilityID": "CVE-2026-1", "Severity": "HIGH", "FixedVersion": "2"}]}]}
            """.formatted(DIGEST);

    private final WireServer server = WireServer.strict();
    private final WebClient web = new WebClient(Duration.ofSeconds(5), InstantSource.system());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    private ScanReportGate gate() {
        var reports = new KeptReports(
                web, folder.resolve("reports"), Set.of(server.endpoint().getAuthority()));
        return new ScanReportGate(reports, new ManualClock(Instant.parse("2026-11-21T12:00:00Z")));
    }

    private static String described(String place) {
        return "{\"kind\": \"scan\", \"source\": \"report\", \"report\": \"" + place + "\", \"atMost\": {\"high\": 0}}";
    }

    private void file(String name, String text) throws IOException {
        var file = folder.resolve("reports").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void judgesTheReportOfTheDigest() throws IOException {
        file("web/" + "ab".repeat(32) + ".json", REPORT);
        assertThat(reason(seen(gate(), about(described("web/{hex}.json")))))
                .isEqualTo("1 high (at most 0): CVE-2026-1");
    }

    @Test
    void aReportThatIsNotThereIsNotThereYet() throws IOException {
        file("other.json", REPORT);
        var seen = seen(gate(), about(described("{digest}.json")));
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).isEqualTo("there is no report " + DIGEST + ".json yet");
    }

    @Test
    void aBrokenReportIsNamedWithItsField() throws IOException {
        file("a.json", "{\"SchemaVersion\": 2, \"Results\": [{\"Vulnerabilities\": 7}]}");
        var seen = seen(gate(), about(described("a.json")));
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen))
                .isEqualTo(
                        "the report a.json is broken: $.Results[0].Vulnerabilities is of type number; expected an array");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.json", "link.json", "/etc/passwd"})
    void aFileOutsideOfTheFolderIsNotRead(String place) throws IOException {
        file("a.json", REPORT);
        Files.writeString(folder.resolve("secret.json"), REPORT);
        Files.createSymbolicLink(folder.resolve("reports/link.json"), folder.resolve("secret.json"));
        assertThat(reason(seen(gate(), about(described(place)))))
                .isEqualTo("the report " + place + ": it is outside of the folder of reports");
    }

    @Test
    void readsReportsFromTheWeb() throws IOException {
        file("unused", "");
        var place = server.endpoint() + "/reports/{hex}";
        server.script(request -> true, WireReply.reply(200, "application/json", REPORT.replace("HIGH", "LOW")));
        assertThat(detail(seen(gate(), about(described(place))), "reason")).isEqualTo("0 high (at most 0)");
        server.script(request -> true, WireReply.empty(404));
        assertThat(seen(gate(), about(described(place))).health()).isEqualTo(Health.UNKNOWN);
        server.script(request -> true, WireReply.empty(503));
        assertThat(problem(gate(), about(described(place))).retryable()).isTrue();
        assertThat(reason(seen(gate(), about(described("http://registry.example/r")))))
                .endsWith("its address is not https");
    }

    @Test
    void aGateThatIsDescribedWronglyIsSaidSo() {
        var problem = problem(gate(), about("{\"kind\": \"scan\", \"source\": \"report\", \"atMost\": {\"high\": 0}}"));
        assertThat(problem.code()).isEqualTo("BadGate");
        assertThat(problem.message()).isEqualTo("the gate cannot be read: $.gate.report is missing");
    }

    @Test
    void leavesOtherGatesToOthers() {
        assertThat(gate().observes(about(described("a")))).isTrue();
        assertThat(gate().observes(about("{\"kind\": \"scan\", \"source\": \"ecr\"}")))
                .isFalse();
        assertThat(gate().observes(about("{\"kind\": \"age\"}"))).isFalse();
    }
}
