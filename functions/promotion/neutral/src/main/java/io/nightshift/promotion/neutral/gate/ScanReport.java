package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A scanner's report: the image it is about, and its findings.
 *
 * @param digests the image's digests in the report; empty if it names none
 */
public record ScanReport(Set<String> digests, ScanFindings.Listed findings) {

    /** The maximum size in bytes. A report of a large image with all descriptions has 5 to 20 MB. */
    public static final int LONGEST = 64 * 1024 * 1024;

    private static final JsonLimits LIMITS = new JsonLimits(LONGEST, 100, 8_000_000);

    public ScanReport {
        digests = Set.copyOf(digests);
    }

    /**
     * Reads the JSON of Trivy ({@code SchemaVersion} 2) or Grype, or SARIF 2.1.
     *
     * @throws JsonException names the invalid field and what is valid there
     */
    public static ScanReport read(byte[] utf8) throws JsonException {
        var report = View.of(Json.parse(utf8, LIMITS));
        if (report.at("runs").exists()) {
            return SarifReport.read(report);
        }
        if (report.at("matches").exists()) {
            return GrypeReport.read(report);
        }
        if (report.at("SchemaVersion").exists()) {
            return TrivyReport.read(report);
        }
        throw new JsonException("$ is no report of Trivy (SchemaVersion, Results), of Grype (matches) or SARIF (runs)");
    }

    /**
     * Judges the report for that digest; a report about another image is {@code UNWELL}.
     *
     * @param place where the report was found, for the reason
     */
    public GateAnswer judge(String place, String digest, ScanLimits limits, Instant now) {
        if (!digests.isEmpty() && !digests.contains(digest)) {
            return GateAnswer.closed("the report " + place + " is of "
                    + new TreeSet<>(digests).stream().limit(3).collect(Collectors.joining(", ")) + ", not of "
                    + digest);
        }
        var answer = limits.judge(findings, now);
        return digests.isEmpty()
                ? new GateAnswer(answer.health(), answer.reason() + "; the report names no digest")
                : answer;
    }
}
