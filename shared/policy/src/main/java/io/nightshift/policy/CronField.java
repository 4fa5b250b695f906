package io.nightshift.policy;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The numbers of one field of a cron expression.
 *
 * @param values ascending
 * @param isAny whether it is {@code *}
 */
record CronField(List<Integer> values, boolean isAny) {

    static final List<String> MONTHS =
            List.of("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** A number or name, a range of them, or all; and a step. */
    private static final Pattern PART =
            Pattern.compile("(\\*|([0-9]{1,2}|[A-Z]{3})(-([0-9]{1,2}|[A-Z]{3}))?)(/([1-9][0-9]?))?");

    CronField {
        values = List.copyOf(values);
    }

    boolean has(int value) {
        return values.contains(value);
    }

    /**
     * @param names of the numbers, by their index
     */
    static Optional<CronField> of(String text, int least, int most, List<String> names) {
        var values = new TreeSet<Integer>();
        for (var part : text.split(",", -1)) {
            if (!add(part, least, most, names, values)) {
                return Optional.empty();
            }
        }
        return Optional.of(new CronField(List.copyOf(values), text.equals("*")));
    }

    private static boolean add(String part, int least, int most, List<String> names, TreeSet<Integer> values) {
        var match = PART.matcher(part);
        if (!match.matches()) {
            return false;
        }
        boolean all = match.group(1).equals("*");
        boolean stepped = match.group(6) != null;
        int from = all ? least : number(match.group(2), names);
        int to = all || (stepped && match.group(4) == null)
                ? most
                : match.group(4) == null ? from : number(match.group(4), names);
        if (from < least || to > most || from > to) {
            return false;
        }
        int step = stepped ? Integer.parseInt(match.group(6)) : 1;
        for (int value = from; value <= to; value += step) {
            values.add(value);
        }
        return true;
    }

    /** The number; -1 for a name that is none. */
    private static int number(String text, List<String> names) {
        return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : names.indexOf(text);
    }
}
