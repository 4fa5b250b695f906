package io.nightshift.remediation.survey;

import io.nightshift.core.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** Text from a cloud inside a YAML file. Names are hostile: one must neither end its quotes nor its comment. */
final class YamlText {

    private static final int LONGEST = 60;

    private YamlText() {}

    /** In double quotes; every character that is not printable ASCII is escaped. */
    static String quoted(String text) {
        return Json.of(text).text().codePoints().mapToObj(YamlText::ascii).collect(Collectors.joining());
    }

    private static String ascii(int c) {
        if (isPrintable(c)) {
            return Character.toString(c);
        }
        return c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
    }

    /** For a comment: one line of printable ASCII, cut if it is long. */
    static String comment(String text) {
        var line = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> line.append(isPrintable(c) ? (char) c : '?'));
        return text.codePointCount(0, text.length()) > LONGEST ? line + "..." : line.toString();
    }

    private static boolean isPrintable(int c) {
        return c >= ' ' && c < 0x7f;
    }

    /** The first few, and how many more there are. */
    static String few(List<String> names) {
        var first = names.stream().limit(3).map(YamlText::comment).collect(Collectors.joining(", "));
        return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
    }
}
