package io.nightshift.promotion.neutral.gate;

import static io.nightshift.promotion.neutral.gate.ScanLimitsTest.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ScanReportTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private static final String TRIVY = """
            {"SchemaVersion": 2, "ArtifactName": "registry.example/shop/web:v2", "ArtifactType": "container_image",
             "Metadata": {"OS": {"Family": "debian", "Name": "12.8"}, "ImageID": "sha256:%2$s",
                          "RepoTags": ["registry.example/shop/web:v2"], "RepoDigests": ["registry.example/shop/web@%1$s"]},
             "Results": [
               {"Target": "registry.example/shop/web:v2 (debian 12.8)", "Class": "os-pkgs", "Type": "debian",
                "Vulnerabilities": [
                  {"VulnerabilityID": "CVE-2026-1001", "PkgName": "openssl", "InstalledVersion": "3.0.1",
                   "FixedVersion": "3.0.2", "Status": "fixed", "Severity": "CRITICAL"},
                  {"VulnerabilityID": "CVE-2026-1002", "PkgName": "zlib1g", "InstalledVersion": "1.2",
                   "Status": "affected", "Severity": "HIGH"}]},
               {"Target": "app/package-lock.json", "Class": "lang-pkgs", "Type": "npm", "Vulnerabilities": null},
               {"Target": "app/.env", "Class": "secret", "Secrets": [{"RuleID": "x", "Severity": "CRITICAL"}]}]}
            """.formatted(DIGEST, "cd".repeat(32));

    private static final String GRYPE = """
            {"matches": [
               {"vulnerability": {"id": "GHSA-aaaa-bbbb-cccc", "severity": "Critical", "namespace": "github:language:go",
                                  "fix": {"versions": ["1.2.3"], "state": "fixed"}},
                "relatedVulnerabilities": [{"id": "CVE-2026-1001", "severity": "Critical"}],
                "artifact": {"name": "x/net", "version": "1.2.2", "type": "go-module"}},
               {"vulnerability": {"id": "CVE-2026-1002", "severity": "High", "fix": {"versions": [], "state": "wont-fix"}},
                "relatedVulnerabilities": [], "artifact": {"name": "zlib1g", "version": "1.2"}},
               {"vulnerability": {"id": "CVE-2026-1003", "severity": "Negligible", "fix": {"versions": [], "state": "unknown"}},
                "relatedVulnerabilities": [], "artifact": {"name": "tar", "version": "1"}}],
             "source": {"type": "image", "target": {"userInput": "registry.example/shop/web:v2", "imageID": "sha256:%2$s",
                        "manifestDigest": "sha256:%2$s", "repoDigests": ["registry.example/shop/web@%1$s"]}},
             "distro": {"name": "debian"}, "descriptor": {"name": "grype", "version": "0.100.0"}}
            """.formatted(DIGEST, "cd".repeat(32));

    private static final String TRIVY_SARIF = """
            {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [
              {"tool": {"driver": {"fullName": "Trivy Vulnerability Scanner", "name": "Trivy", "rules": [
                 {"id": "CVE-2026-1001", "name": "OsPackageVulnerability", "defaultConfiguration": {"level": "error"},
                  "properties": {"precision": "very-high", "security-severity": "9.8",
                                 "tags": ["vulnerability", "security", "CRITICAL"]}},
                 {"id": "CVE-2026-1002", "defaultConfiguration": {"level": "error"},
                  "properties": {"security-severity": "7.5", "tags": ["vulnerability", "security", "HIGH"]}}]}},
               "results": [
                 {"ruleId": "CVE-2026-1001", "ruleIndex": 0, "level": "error", "message": {"text":
                   "Package: openssl\\nInstalled Version: 3.0.1\\nVulnerability CVE-2026-1001\\nSeverity: CRITICAL\\nFixed Version: 3.0.2\\nLink: x"}},
                 {"ruleId": "CVE-2026-1002", "ruleIndex": 1, "level": "error", "message": {"text":
                   "Package: zlib1g\\nInstalled Version: 1.2\\nVulnerability CVE-2026-1002\\nSeverity: HIGH\\nFixed Version: \\nLink: x"}}],
               "columnKind": "utf16CodeUnits",
               "properties": {"imageName": "registry.example/shop/web:v2", "repoDigests": ["registry.example/shop/web@%s"]}}]}
            """.formatted(DIGEST);

    private static final String GRYPE_SARIF = """
            {"version": "2.1.0", "runs": [
              {"tool": {"driver": {"name": "Grype", "version": "0.100.0", "rules": [
                 {"id": "CVE-2026-1001-openssl", "shortDescription": {"text": "CVE-2026-1001 critical vulnerability"},
                  "help": {"text": "Vulnerability CVE-2026-1001\\nSeverity: critical\\nPackage: openssl\\nVersion: 3.0.1\\nFix Version: 3.0.2\\nType: deb"},
                  "properties": {"security-severity": "9.0"}},
                 {"id": "CVE-2026-1002-zlib1g",
                  "help": {"text": "Vulnerability CVE-2026-1002\\nSeverity: high\\nPackage: zlib1g\\nVersion: 1.2\\nFix Version: \\nType: deb"},
                  "properties": {"security-severity": "8.9"}}]}},
               "results": [
                 {"ruleId": "CVE-2026-1001-openssl", "message": {"text": "A critical vulnerability in deb package: openssl"}},
                 {"ruleId": "CVE-2026-1002-zlib1g", "message": {"text": "A high vulnerability in deb package: zlib1g"}}]}]}
            """;

    @ParameterizedTest
    @MethodSource("dialects")
    void allDialectsSayTheSameOfTheSameImage(String report) throws JsonException {
        var answer = read(report).judge("r.json", DIGEST, limits("{\"atMost\": {\"critical\": 0, \"high\": 0}}"), NOW);
        assertThat(answer.health()).isEqualTo(Health.UNWELL);
        assertThat(answer.reason()).contains("1 critical (at most 0): ", "; 1 high (at most 0): CVE-2026-1002");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void allDialectsTellWhatCanBeFixedAndByWhichIdsItGoes(String report) throws JsonException {
        var limits = limits("""
                {"atMost": {"critical": 0, "high": 0}, "fixableOnly": true,
                 "ignore": [{"id": "CVE-2026-1001", "until": "2026-12-31"}]}""");
        var answer = read(report).judge("r.json", DIGEST, limits, NOW);
        assertThat(answer.health()).isEqualTo(Health.WELL);
        assertThat(answer.reason()).contains("1 ignored; 1 without a fix not counted");
    }

    @Test
    void theReportOfAnotherImageIsRefusedByName() throws JsonException {
        var other = "sha256:" + "ef".repeat(32);
        var answer = read(TRIVY).judge("reports/web.json", other, limits("{\"atMost\": {\"critical\": 100}}"), NOW);
        assertThat(answer)
                .isEqualTo(GateAnswer.closed("the report reports/web.json is of " + DIGEST + ", not of " + other));
    }

    @Test
    void aReportThatNamesNoDigestSaysSo() throws JsonException {
        var answer = read(GRYPE_SARIF).judge("r.json", DIGEST, limits("{\"atMost\": {\"critical\": 1}}"), NOW);
        assertThat(answer.health()).isEqualTo(Health.WELL);
        assertThat(answer.reason()).endsWith("; the report names no digest");
    }

    @Test
    void grypeMayNameTheImageByItsManifest() throws JsonException {
        var manifest = "sha256:" + "cd".repeat(32);
        assertThat(read(GRYPE)
                        .judge("r.json", manifest, limits("{\"atMost\": {\"critical\": 1}}"), NOW)
                        .health())
                .isEqualTo(Health.WELL);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"level\": \"error\"', CRITICAL",
        "'\"level\": \"warning\"', MEDIUM",
        "'\"level\": \"note\"', LOW",
        "'\"level\": \"none\"', NEGLIGIBLE",
        "'\"rank\": 1', MEDIUM",
        "'\"level\": \"note\", \"properties\": {\"security-severity\": \"9.1\"}', CRITICAL",
        "'\"level\": \"note\", \"properties\": {\"security-severity\": \"0.0\"}', UNKNOWN"
    })
    void aSarifResultWithoutARuleHasTheSeverityOfItsScoreOrLevel(String fields, Severity severity)
            throws JsonException {
        var report = read(sarif("{\"ruleId\": \"CVE-2026-1\", " + fields + "}"));
        assertThat(report.findings().findings()).containsExactly(new Finding(List.of("CVE-2026-1"), severity, true));
    }

    @Test
    void theTemplateOfOldTrivyHasTheSeverityInItsTags() throws JsonException {
        var report = read("""
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Trivy", "rules": [
                   {"id": "[HIGH] CVE-2020-8174", "properties": {"tags": ["vulnerability", "HIGH", "node"]}}]}},
                 "results": [{"ruleId": "[HIGH] CVE-2020-8174", "ruleIndex": 0, "level": "error"}]}]}""");
        assertThat(report.findings().findings())
                .containsExactly(new Finding(List.of("CVE-2020-8174", "[HIGH] CVE-2020-8174"), Severity.HIGH, true));
    }

    @Test
    void sarifResultsThatSayThatNothingIsWrongDoNotCountButSuppressedOnesDo() throws JsonException {
        var report = read(sarif("""
                {"ruleId": "CVE-2026-1", "kind": "pass"}, {"ruleId": "CVE-2026-2", "baselineState": "absent"},
                {"ruleId": "CVE-2026-3", "suppressions": [{"kind": "external", "status": "accepted"}]}"""));
        assertThat(report.findings().findings()).extracting(Finding::shown).containsExactly("CVE-2026-3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | $ is no report of Trivy",
                "{\"SchemaVersion\": 3} | $.SchemaVersion is not 2, the one that is known",
                "{\"SchemaVersion\": 2, \"Results\": [{\"Vulnerabilities\": [{\"VulnerabilityID\": \"CVE-1\"}]}]} | $.Results[0].Vulnerabilities[0].Severity is missing",
                "{\"SchemaVersion\": 2, \"Results\": [{\"Vulnerabilities\": [{\"VulnerabilityID\": \"CVE-1\", \"Severity\": \"BLOCKER\"}]}]} | $.Results[0].Vulnerabilities[0].Severity is no known severity",
                "{\"SchemaVersion\": 2, \"Metadata\": {\"RepoDigests\": [\"web\"]}} | $.Metadata.RepoDigests[0] is not a digest",
                "{\"matches\": {}} | $.matches is of type object; expected an array",
                "{\"matches\": [{\"vulnerability\": {\"id\": \"\"}}]} | $.matches[0].vulnerability.id is blank",
                "{\"version\": \"2.0.0\", \"runs\": []} | $.version is not 2.1.0",
                "{\"version\": \"2.1.0\", \"runs\": []} | $.runs is empty: nothing was scanned",
                "{\"version\": \"2.1.0\", \"runs\": [{}]} | $.runs[0].results is missing; expected an array: the scan did not get to an end",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [], \"invocations\": [{\"executionSuccessful\": false}]}]} | $.runs[0].invocations[0].executionSuccessful is false: the scan failed",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{}]}]} | $.runs[0].results[0].ruleId is missing",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{\"ruleId\": \"a\", \"ruleIndex\": 4}]}]} | $.runs[0].results[0].ruleIndex is 4; there are 0 rules",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{\"ruleId\": \"a\", \"level\": \"fatal\"}]}]} | $.runs[0].results[0].level is no known level",
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{\"ruleId\": \"a\", \"properties\": {\"security-severity\": \"-1\"}}]}]} | $.runs[0].results[0].properties.security-severity is not a CVSS score"
            })
    void aBrokenReportNamesTheField(String report, String message) {
        assertThatThrownBy(() -> read(report)).isInstanceOf(JsonException.class).hasMessageStartingWith(message);
    }

    /** Whatever is in a report, it is read or it is broken; nothing else comes of it. */
    @Property(tries = 2_000)
    void aDamagedReportIsReadOrNamesWhatIsBroken(
            @ForAll @IntRange(max = 3) int dialect, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int wounds) {
        var random = new Random(seed);
        var text = new StringBuilder(dialects().get(dialect));
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length());
            var shreds = List.of("null", "{}", "[]", "1e999999999", "-1", "\"", ":", "\u202e", "\"\"", "9.8");
            text.replace(
                    at, Math.min(text.length(), at + random.nextInt(12)), shreds.get(random.nextInt(shreds.size())));
        }
        try {
            var limits = limits("{\"atMost\": {\"critical\": 0}}");
            var answer = read(text.toString()).judge("r.json", DIGEST, limits, NOW);
            assertThat(answer.reason()).isNotBlank().doesNotContain("\u202e", "\n");
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\u202e", "\n");
        }
    }

    @Property(tries = 300)
    void aReportThatIsCutOffIsNeverRead(@ForAll @IntRange(max = 100_000) int at) {
        var whole = TRIVY.strip();
        var cut = whole.substring(0, at % whole.length());
        assertThatThrownBy(() -> read(cut)).isInstanceOf(JsonException.class);
    }

    static List<String> dialects() {
        return List.of(TRIVY, GRYPE, TRIVY_SARIF, GRYPE_SARIF);
    }

    private static String sarif(String results) {
        return "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"x\"}}, \"results\": ["
                + results + "]}]}";
    }

    private static ScanReport read(String report) throws JsonException {
        return ScanReport.read(report.getBytes(StandardCharsets.UTF_8));
    }
}
