package io.nightshift.core.guard;

/** The keys of all marks, in one place, so that two concerns cannot share one by accident. */
public final class MarkKeys {

    private MarkKeys() {}

    /** {@code scope}: {@code all}, {@code playbook/NAME}, {@code rule/NAME} or {@code resource/RESOURCE}. */
    public static String pause(String scope) {
        return "pause/" + scope;
    }

    public static String lock(String resource) {
        return "lock/" + resource;
    }

    public static String coolDown(String resource) {
        return "cool-down/" + resource;
    }

    public static String rate(String rule) {
        return "rate/" + rule;
    }

    /** The key of a rule's rate mark with this number; the first is {@link #rate(String)}. */
    static String rate(String rule, int mark) {
        return mark == 0 ? rate(rule) : rate(rule) + "/" + mark;
    }

    public static String blast(String group) {
        return "blast/" + group;
    }

    public static String breaker(String rule) {
        return "breaker/" + rule;
    }

    public static String recurrence(String rule, String resource) {
        return "recurrence/" + rule + "/" + resource;
    }

    /** Reports whether many runs of one rule, on different resources, write the mark. */
    public static boolean isShared(String key) {
        return key.startsWith("rate/") || key.startsWith("blast/") || key.startsWith("breaker/");
    }

    /** The key for a signal that a playbook has seen. */
    public static String seen(String playbook, String signalHash) {
        return "seen/" + playbook + "/" + signalHash;
    }

    /** The key for the latest end of a condition. */
    public static String ended(String playbook, String conditionHash) {
        return "ended/" + playbook + "/" + conditionHash;
    }

    /** The key for since when a schedule is known. */
    public static String schedule(String scheduleHash) {
        return "schedule/" + scheduleHash;
    }

    /** The key for the open run of one cause. */
    public static String thread(String playbook, String causeHash) {
        return "thread/" + playbook + "/" + causeHash;
    }
}
