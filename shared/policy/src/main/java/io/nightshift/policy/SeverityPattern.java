package io.nightshift.policy;

import io.nightshift.core.signal.Glob;
import java.util.Locale;
import java.util.Optional;

/** A severity as a policy writes it. Upper and lower case are the same. */
sealed interface SeverityPattern {

    boolean matches(String severity);

    /** Reports whether this matches everything that the other matches; may return false although it does. */
    boolean covers(SeverityPattern other);

    /** Reads a pattern, or a severity with a plus; empty if it is neither. */
    static Optional<SeverityPattern> of(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith("+")
                ? SeverityLevel.named(lower.substring(0, lower.length() - 1)).map(least -> new AtLeast(lower, least))
                : Glob.of(lower).map(Worded::new);
    }

    /** {@code high+}: this severity or a higher one, in any sender's words. */
    record AtLeast(String text, SeverityLevel least) implements SeverityPattern {
        @Override
        public boolean matches(String severity) {
            return SeverityLevel.of(severity)
                    .filter(one -> one.compareTo(least) >= 0)
                    .isPresent();
        }

        @Override
        public boolean covers(SeverityPattern other) {
            return switch (other) {
                case AtLeast(var ignored, var theirs) -> theirs.compareTo(least) >= 0;
                case Worded(var glob) -> matches(glob.toString());
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A pattern for the sender's own word. */
    record Worded(Glob glob) implements SeverityPattern {
        @Override
        public boolean matches(String severity) {
            return glob.matches(severity.toLowerCase(Locale.ROOT));
        }

        @Override
        public boolean covers(SeverityPattern other) {
            return other instanceof Worded(var theirs) && glob.covers(theirs);
        }

        @Override
        public String toString() {
            return glob.toString();
        }
    }
}
