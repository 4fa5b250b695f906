package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.TreeSet;

/**
 * {@code grype -o json}. Matches that Grype's own configuration ignores ({@code ignoredMatches}) do not count.
 *
 * @see <a href="https://oss.anchore.com/docs/reference/grype/json/">Grype: JSON</a>
 */
final class GrypeReport {

    private GrypeReport() {}

    static ScanReport read(View report) throws JsonException {
        var digests = new TreeSet<String>();
        var target = report.at("source", "target");
        ReportFields.addDigests(target.at("repoDigests"), digests);
        if (target.at("manifestDigest").exists()) {
            digests.add(Image.digest(target.at("manifestDigest")));
        }
        var findings = new ArrayList<Finding>();
        for (var match : report.at("matches").items()) {
            findings.add(finding(match));
        }
        return new ScanReport(digests, new ScanFindings.Listed(findings));
    }

    private static Finding finding(View match) throws JsonException {
        var names = new ArrayList<String>();
        names.add(Fields.name(match.at("vulnerability", "id")));
        for (var related : match.at("relatedVulnerabilities").items()) {
            names.add(Fields.name(related.at("id")));
        }
        boolean unfixable = Fields.says(match.at("vulnerability", "fix", "state"), "not-fixed", "wont-fix");
        return new Finding(names, ReportFields.severity(match.at("vulnerability", "severity")), !unfixable);
    }
}
