package io.nightshift.promotion.gate;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One vulnerability in one package of an image.
 *
 * @param names the id that the scanner gives it, then its other ids ({@code GHSA-…}, {@code CVE-…}); one at least
 * @param fixable whether there is a version without it; true as well where nobody says that there is none
 */
public record Finding(List<String> names, Severity severity, boolean fixable) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/+-]{0,79}");

    public Finding {
        names = List.copyOf(names);
    }

    boolean is(String id) {
        return names.stream().anyMatch(id::equalsIgnoreCase);
    }

    /** Its id for a sentence; what a report has instead of an id may be anything. */
    String shown() {
        var name = names.getFirst();
        return PLAIN.matcher(name).matches() ? name : "(an id of " + name.length() + " odd characters)";
    }
}
