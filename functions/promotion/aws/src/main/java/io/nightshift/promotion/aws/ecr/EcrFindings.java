package io.nightshift.promotion.aws.ecr;

import io.nightshift.promotion.neutral.gate.Finding;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import io.nightshift.promotion.neutral.gate.ScanFindings;
import io.nightshift.promotion.neutral.gate.ScanLimits;
import io.nightshift.promotion.neutral.gate.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.EnhancedImageScanFinding;
import software.amazon.awssdk.services.ecr.model.ImageScanFinding;
import software.amazon.awssdk.services.ecr.model.ImageScanFindings;

/** Reads findings in ECR's forms: its own, and Inspector's. */
final class EcrFindings {

    private EcrFindings() {}

    static GateAnswer judge(List<ImageScanFindings> pages, ScanLimits limits, Instant now) {
        var findings = pages.stream()
                .filter(Objects::nonNull)
                .flatMap(page -> Stream.concat(
                        page.findings().stream().map(EcrFindings::own),
                        page.enhancedFindings().stream()
                                .filter(finding -> !"CLOSED".equals(finding.status()))
                                .map(EcrFindings::inspectors)))
                .toList();
        return limits.judge(new ScanFindings.Listed(findings), now);
    }

    /** ECR does not report whether there is a fix. */
    private static Finding own(ImageScanFinding finding) {
        return new Finding(List.of(named(finding.name())), severity(finding.severityAsString()), true);
    }

    private static Finding inspectors(EnhancedImageScanFinding finding) {
        var names = new ArrayList<String>();
        var details = finding.packageVulnerabilityDetails();
        names.add(named(details == null ? finding.title() : details.vulnerabilityId()));
        if (details != null) {
            names.addAll(details.relatedVulnerabilities());
        }
        return new Finding(names, severity(finding.severity()), !"NO".equals(finding.fixAvailable()));
    }

    private static String named(@Nullable String name) {
        return name == null || name.isBlank() ? "unnamed" : name;
    }

    /** An unknown word counts as the worst severity: otherwise the finding could pass without a limit. */
    private static Severity severity(@Nullable String word) {
        return word == null ? Severity.UNKNOWN : Severity.of(word).orElse(Severity.CRITICAL);
    }
}
