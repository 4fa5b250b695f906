package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * SARIF 2.1.0 in the dialects of Trivy, Grype and GitHub. A result counts unless its {@code kind} says that nothing
 * is wrong or its {@code baselineState} says that it is gone. Suppressions inside the report do not remove it; only
 * the gate's {@code ignore} does.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class SarifReport {

    /** In rule ids such as {@code [HIGH] CVE-2020-1} (Trivy's old template) or {@code CVE-2020-1-openssl} (Grype). */
    private static final Pattern KNOWN_ID =
            Pattern.compile("CVE-[0-9]{4}-[0-9]{4,}|GHSA(-[0-9a-z]{4}){3}", Pattern.CASE_INSENSITIVE);

    /**
     * Trivy writes the line into a result's message, Grype into its rule's help; without a version after it there is
     * no fix.
     */
    private static final Pattern NO_FIX = Pattern.compile("(?m)^Fix(ed)? Version: *$");

    private SarifReport() {}

    static ScanReport read(View report) throws JsonException {
        if (!report.at("version").textOr("").startsWith("2.1")) {
            throw new JsonException(report.at("version").path() + " is not 2.1.0, the one that is known");
        }
        var digests = new TreeSet<String>();
        var findings = new ArrayList<Finding>();
        var runs = report.at("runs").items();
        if (runs.isEmpty()) {
            throw new JsonException(report.at("runs").path() + " is empty: nothing was scanned");
        }
        for (var run : runs) {
            ReportFields.addDigests(run.at("properties", "repoDigests"), digests);
            addFindings(run, findings);
        }
        return new ScanReport(digests, new ScanFindings.Listed(findings));
    }

    /**
     * A run that failed has no results or reports the failure (3.14.23, 3.20.14): that is not the same as no
     * findings.
     */
    private static void addFindings(View run, List<Finding> findings) throws JsonException {
        for (var invocation : run.at("invocations").items()) {
            if (!invocation.at("executionSuccessful").boolOr(true)) {
                throw new JsonException(invocation.at("executionSuccessful").path() + " is false: the scan failed");
            }
        }
        if (!run.at("results").isArray()) {
            throw run.at("results").wrong("an array: the scan did not get to an end, or its results are elsewhere");
        }
        var rules = SarifRules.of(run);
        for (var result : run.at("results").items()) {
            if (result.at("kind").textOr("fail").equals("fail") && !Fields.says(result.at("baselineState"), "absent")) {
                findings.add(finding(result, rules));
            }
        }
    }

    private static Finding finding(View result, SarifRules rules) throws JsonException {
        var rule = rules.rule(result);
        boolean unfixable = saysNoFix(result.at("message", "text"))
                || (rule.isPresent() && saysNoFix(rule.get().at("help", "text")));
        return new Finding(
                List.copyOf(names(Fields.name(rules.id(result)))), SarifRules.severity(result, rule), !unfixable);
    }

    private static Set<String> names(String id) {
        var names = new LinkedHashSet<String>();
        var known = KNOWN_ID.matcher(id);
        if (known.find()) {
            names.add(known.group());
        }
        names.add(id);
        return names;
    }

    private static boolean saysNoFix(View text) throws JsonException {
        return text.exists() && NO_FIX.matcher(text.text()).find();
    }
}
