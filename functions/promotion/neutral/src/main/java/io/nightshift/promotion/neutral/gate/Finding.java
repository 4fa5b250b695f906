package io.nightshift.promotion.neutral.gate;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One vulnerability in one package of an image.
 *
 * @param names the scanner's id, then its other ids ({@code GHSA-…}, {@code CVE-…}); at least one
 * @param fixable whether there is a version without it; also true if the report does not say
 */
public record Finding(List<String> names, Severity severity, boolean fixable) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/+-]{0,79}");

    public Finding {
        names = List.copyOf(names);
    }

    boolean is(String id) {
        return names.stream().anyMatch(id::equalsIgnoreCase);
    }

    /** The id for messages; a report may contain anything instead of an id. */
    String shown() {
        var name = names.getFirst();
        return PLAIN.matcher(name).matches() ? name : "(an id of " + name.length() + " odd characters)";
    }
}
