package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.json.JsonException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The findings of a scanner in an image. */
public sealed interface ScanFindings {

    /** Individual findings: {@code ignore} and {@code fixableOnly} need them. */
    record Listed(List<Finding> findings) implements ScanFindings {
        public Listed {
            findings = List.copyOf(findings);
        }
    }

    /** Only the number of findings. */
    record Counted(Map<Severity, Long> counts) implements ScanFindings {
        public Counted {
            counts = Collections.unmodifiableMap(copy(counts));
        }

        private static Map<Severity, Long> copy(Map<Severity, Long> counts) {
            var copy = new EnumMap<Severity, Long>(Severity.class);
            copy.putAll(counts);
            return copy;
        }
    }

    /**
     * Counts by the scanner's words, as in {@code Signal.ImageScan.findings}; words for the same severity are added
     * up.
     *
     * @throws JsonException for an unknown word, or a count below zero
     */
    static ScanFindings counted(Map<String, Long> byWord) throws JsonException {
        var counts = new EnumMap<Severity, Long>(Severity.class);
        for (var entry : byWord.entrySet()) {
            var severity = Severity.of(entry.getKey())
                    .orElseThrow(() -> new JsonException(
                            "the scan counts findings of a severity that is none of " + Severity.words()));
            if (entry.getValue() < 0) {
                throw new JsonException("the scan counts " + entry.getValue() + " " + severity.word() + " findings");
            }
            counts.merge(severity, entry.getValue(), ScanFindings::sum);
        }
        return new Counted(counts);
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
