package io.nightshift.rotation.runtime;

import io.nightshift.rotation.engine.Credential;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text beside the password that repeats it: a URL ({@code postgres://app:...@host/shop}), a JDBC URL with parameters, or a list
 * of {@code key=value}. Applications that read it would log in with the old password after a rotation.
 */
final class ConnectionText {

    /** A shorter password is found in texts that have nothing to do with it. */
    private static final int SHORTEST = 6;

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)([^/@?#\\s:]*):([^/@?#\\s]*)(?=@)");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(?<=\\b(?:password|passwd|pwd)=)[^;&\\s'\"]*");
    private static final Pattern USER =
            Pattern.compile("(?i)(?<=\\b(?:username|user id|userid|user|uid)=)[^;&\\s'\"]*");

    /** What needs no quotes in a list of {@code key=value}. */
    private static final Pattern PLAIN = Pattern.compile("[^;&\\s'\"\\\\]+");

    private final String text;
    private final Credential old;
    private final Credential next;

    ConnectionText(String text, Credential old, Credential next) {
        this.text = text;
        this.old = old;
        this.next = next;
    }

    private boolean repeats(String in) {
        var password = old.secret().text();
        return password.length() >= SHORTEST && (in.contains(password) || in.contains(encoded(password)));
    }

    /**
     * The text with the next credential in place of the old one, or the text as it is if it does not repeat it; empty if its form
     * is not known.
     */
    Optional<String> renewed() {
        var replaced = USER_INFO.matcher(text).replaceAll(found -> quoted(userInfo(found)));
        var password =
                replace(PASSWORD, replaced, old.secret().text(), next.secret().text());
        var changed = password.flatMap(with -> replace(USER, with, old.user(), next.user()));
        return changed.filter(with -> !repeats(with)).filter(with -> with.equals(text) || namesTheUser(with));
    }

    private String userInfo(MatchResult found) {
        boolean ours = decoded(found.group(1)).equals(old.user())
                && decoded(found.group(2)).equals(old.secret().text());
        return ours ? encoded(next.user()) + ":" + encoded(next.secret().text()) : found.group();
    }

    /** Empty if the new value would have to be quoted. */
    private Optional<String> replace(Pattern place, String in, String before, String after) {
        boolean url = text.contains("://");
        BinaryOperator<String> value = (found, with) -> decoded(found).equals(before) ? with : found;
        boolean needed = place.matcher(in)
                .results()
                .anyMatch(found -> decoded(found.group()).equals(before));
        if (needed && !url && !PLAIN.matcher(after).matches()) {
            return Optional.empty();
        }
        var written = url ? encoded(after) : after;
        return Optional.of(place.matcher(in).replaceAll(found -> quoted(value.apply(found.group(), written))));
    }

    private boolean namesTheUser(String with) {
        return old.user().equals(next.user()) || with.contains(next.user()) || with.contains(encoded(next.user()));
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }

    private static String encoded(String plain) {
        return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}
