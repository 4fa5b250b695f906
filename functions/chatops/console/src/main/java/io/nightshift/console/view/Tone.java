package io.nightshift.console.view;

import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;

/** The colour of a word; the word itself says the same, for readers who do not see the colour. */
public enum Tone {
    GOOD("good"),
    BAD("bad"),
    WARN("warn"),
    LIVE("live"),
    CALM("calm");

    private final String style;

    Tone(String style) {
        this.style = style;
    }

    /** The class in the style sheet. */
    public String style() {
        return style;
    }

    public static Tone of(Outcome outcome) {
        return switch (outcome) {
            case RESOLVED -> GOOD;
            case NOT_NEEDED, ABORTED -> CALM;
            case ESCALATED, ROLLED_BACK -> WARN;
            case FAILED -> BAD;
        };
    }

    public static Tone of(Run run) {
        return run.outcome().map(Tone::of).orElseGet(() -> run.status() == Status.WORKING ? LIVE : WARN);
    }
}
