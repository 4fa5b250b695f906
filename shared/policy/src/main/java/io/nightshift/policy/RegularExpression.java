package io.nightshift.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises text that was written as a regular expression where a policy expects a pattern. */
final class RegularExpression {

    /** What gives it away, and how it is named in a message. */
    private static final Map<String, Pattern> SIGNS = new LinkedHashMap<>();

    static {
        SIGNS.put("^", Pattern.compile("^\\^"));
        SIGNS.put("$", Pattern.compile("(?<!\\\\)\\$$"));
        SIGNS.put("|", Pattern.compile("(?<!\\\\)\\|"));
        SIGNS.put("a backslash before a letter", Pattern.compile("\\\\[dDwWsSbB]"));
        SIGNS.put("[…]", Pattern.compile("\\[(\\^|a-z|A-Z|0-9)"));
        SIGNS.put(".+", Pattern.compile("(?<!\\\\)\\.\\+"));
        SIGNS.put(".*", Pattern.compile("^\\.\\*|\\.\\*.*[^*]|[^A-Za-z0-9]\\.\\*|\\.\\*$"));
    }

    /** A name of dotted parts, of which the last are left open: {@code com.example.*}, {@code 10.0.*}. */
    private static final Pattern DOTTED = Pattern.compile("[A-Za-z0-9_*-]+(\\.[A-Za-z0-9_*-]+)*\\.\\*");

    private RegularExpression() {}

    /**
     * The sign by which the text is a regular expression; empty if it is a plausible pattern.
     *
     * @param dotted whether the values are dotted names, such as {@code aws.ec2}
     */
    static Optional<String> sign(String text, boolean dotted) {
        boolean plain = DOTTED.matcher(text).matches() && (dotted || text.indexOf('.') < text.length() - 2);
        return SIGNS.entrySet().stream()
                .filter(sign -> !(plain && sign.getKey().equals(".*")))
                .filter(sign -> sign.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
