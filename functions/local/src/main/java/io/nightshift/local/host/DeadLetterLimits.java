package io.nightshift.local.host;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import java.util.List;

/** The limits of {@link DeadLetterFolder}. */
public record DeadLetterLimits(long files, long bytes) {

    public static final DeadLetterLimits DEFAULT = new DeadLetterLimits(10_000, 256L * 1024 * 1024);

    private static final String FILES = "NIGHTSHIFT_DEAD_LETTERS_FILES";
    private static final String BYTES = "NIGHTSHIFT_DEAD_LETTERS_BYTES";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(FILES, false, "How many dead letters are kept; 10000."),
            new EnvironmentVariable(BYTES, false, "How many bytes the dead letters may have; 268435456."));

    static DeadLetterLimits read(Variables variables) {
        return new DeadLetterLimits(number(variables, FILES, DEFAULT.files), number(variables, BYTES, DEFAULT.bytes));
    }

    private static long number(Variables variables, String name, long otherwise) {
        var text = variables.get(name);
        if (text.filter(digits -> !digits.matches("[1-9]\\d{0,17}")).isPresent()) {
            variables.problem(name + " is invalid: expected a whole number above 0");
            return otherwise;
        }
        return text.map(Long::parseLong).orElse(otherwise);
    }
}
