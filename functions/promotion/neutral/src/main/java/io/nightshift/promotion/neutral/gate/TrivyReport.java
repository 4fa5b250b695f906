package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * {@code trivy image --format json}. Misconfigurations, secrets and licences in it do not count.
 *
 * @see <a href="https://trivy.dev/latest/docs/configuration/reporting/#json">Trivy: JSON</a>
 */
final class TrivyReport {

    private TrivyReport() {}

    static ScanReport read(View report) throws JsonException {
        if (report.at("SchemaVersion").integer() != 2) {
            throw new JsonException(report.at("SchemaVersion").path() + " is not 2, the one that is known");
        }
        var digests = new TreeSet<String>();
        ReportFields.addDigests(report.at("Metadata", "RepoDigests"), digests);
        var findings = new ArrayList<Finding>();
        for (var result : report.at("Results").items()) {
            for (var vulnerability : result.at("Vulnerabilities").items()) {
                findings.add(finding(vulnerability));
            }
        }
        return new ScanReport(digests, new ScanFindings.Listed(findings));
    }

    private static Finding finding(View vulnerability) throws JsonException {
        return new Finding(
                List.of(Fields.name(vulnerability.at("VulnerabilityID"))),
                ReportFields.severity(vulnerability.at("Severity")),
                !vulnerability.at("FixedVersion").textOr("").isBlank());
    }
}
