package io.nightshift.text;

/** ANSI colours, or none: only on a terminal, and never if NO_COLOR is set. */
public enum Colours {
    ON,
    OFF;

    public static Colours forTerminal(boolean terminal, boolean noColour) {
        return terminal && !noColour ? ON : OFF;
    }

    public String bold(String text) {
        return wrap("1", text);
    }

    public String faint(String text) {
        return wrap("2", text);
    }

    public String red(String text) {
        return wrap("31", text);
    }

    public String green(String text) {
        return wrap("32", text);
    }

    public String yellow(String text) {
        return wrap("33", text);
    }

    public String cyan(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return this == ON ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
