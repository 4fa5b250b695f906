package io.nightshift.cost.anomaly;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a human said of an anomaly. */
public enum AnomalyFeedback {
    /** The cost is right and stays: as much again in this series is not told for 45 days. */
    EXPECTED,
    /** It was planned, this once. */
    PLANNED,
    /** It is no anomaly: a rise in this series has to be half as high again for 60 days to be told. */
    WRONG;

    /** The command that says only that somebody takes care of it. */
    public static final String ACKNOWLEDGE = "acknowledge";

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reports whether the text is a command that the run of an anomaly knows. */
    public static boolean isCommand(String text) {
        return text.equals(ACKNOWLEDGE) || of(text).isPresent();
    }

    public static Optional<AnomalyFeedback> of(String id) {
        return Stream.of(values()).filter(one -> one.id().equals(id)).findFirst();
    }
}
