package io.nightshift.policy;

import io.nightshift.core.decode.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How severe something is, in the words of AWS, Google Cloud, Prometheus and those who page people; the highest is last. */
@SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of text
enum SeverityLevel {
    INFO(0, "info", "informational", "information", "notice", "debug", "default", "none"),
    LOW(1, "low", "minor", "p4", "sev4"),
    MEDIUM(4, "medium", "moderate", "warning", "warn", "p3", "sev3"),
    HIGH(7, "high", "error", "major", "p2", "sev2"),
    CRITICAL(9, "critical", "alert", "emergency", "fatal", "disaster", "page", "p1", "sev1");

    private final double from;
    private final List<String> words;

    /**
     * @param from the least number, of ten: the ranges of GuardDuty and Inspector
     * @param words in lower case
     */
    SeverityLevel(double from, String... words) {
        this.from = from;
        this.words = List.of(words);
    }

    /** The words, for the reference; the first is the name. */
    List<String> words() {
        return words;
    }

    /** The severity of a word of any sender; empty for a word that nobody uses. */
    static Optional<SeverityLevel> named(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return List.of(values()).stream()
                .filter(one -> one.words.contains(lower))
                .findFirst();
    }

    /** The known word that a misspelled one means; empty if it is known, or like none. */
    static Optional<String> meant(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        var known = Stream.of(values()).flatMap(one -> one.words.stream()).toList();
        return of(lower).isPresent() || lower.endsWith("+") ? Optional.empty() : NearestName.of(lower, known);
    }

    /** The severity of a sender's word, or of a number from 0 to 10. */
    static Optional<SeverityLevel> of(String severity) {
        return named(severity).or(() -> number(severity));
    }

    private static Optional<SeverityLevel> number(String severity) {
        if (!severity.matches("[0-9]{1,2}(\\.[0-9]{1,4})?")) {
            return Optional.empty();
        }
        double number = Double.parseDouble(severity);
        return List.of(values()).reversed().stream()
                .filter(one -> number >= one.from && number <= 10)
                .findFirst();
    }
}
