package io.nightshift.promotion.neutral.gate;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The severity of a finding, the worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    NEGLIGIBLE,
    /** The scanner does not report one (yet). */
    UNKNOWN;

    /**
     * The severity for a word of Trivy, Grype, ECR, Inspector or Artifact Analysis, in any case; empty for an unknown
     * word.
     */
    public static Optional<Severity> of(String word) {
        return Optional.ofNullable(
                switch (word.toUpperCase(Locale.ROOT)) {
                    case "CRITICAL" -> CRITICAL;
                    case "HIGH" -> HIGH;
                    case "MEDIUM" -> MEDIUM;
                    case "LOW" -> LOW;
                    case "NEGLIGIBLE", "MINIMAL", "INFORMATIONAL" -> NEGLIGIBLE;
                    case "UNKNOWN", "UNDEFINED", "UNTRIAGED", "SEVERITY_UNSPECIFIED" -> UNKNOWN;
                    default -> null;
                });
    }

    /**
     * The severity for a CVSS score, 0 to 10. GitHub documents "over 9.0" as critical; CVSS includes 9.0.
     *
     * @see <a
     *     href="https://www.first.org/cvss/v3.1/specification-document#Qualitative-Severity-Rating-Scale">CVSS</a>
     */
    static Severity ofScore(BigDecimal score) {
        double value = score.doubleValue();
        return value >= 9 ? CRITICAL : value >= 7 ? HIGH : value >= 4 ? MEDIUM : value > 0 ? LOW : UNKNOWN;
    }

    /** The word in gates and reasons. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String words() {
        return Arrays.stream(values()).map(Severity::word).collect(Collectors.joining(", "));
    }
}
