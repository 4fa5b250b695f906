package io.nightshift.chat.message;

import io.nightshift.core.decode.SignalSummary;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.text.TerminalText;
import java.util.Optional;

/** Foreign text as one line that hides no secret, no control character and no invisible one. Each channel escapes it besides. */
public final class PlainText {

    private static final String CUT = "…";

    private PlainText() {}

    /** One line, at most 2,000 characters. */
    public static String of(String text) {
        return TerminalText.safe(SignalSummary.oneLine(TextLimit.message(text))).strip();
    }

    /** One line of at most that many characters as people count them; a longer one ends with an ellipsis. */
    public static String of(String text, int longest) {
        return clipped(of(text), longest);
    }

    /** At most that many code points, the ellipsis included. */
    public static String clipped(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + CUT;
    }

    /** A link that a channel may show: HTTPS, without a user, and only of characters that no markup reads. */
    public static Optional<String> link(String url) {
        return url.length() <= 2_000
                        && url.matches("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?")
                        && TextLimit.message(url).equals(url)
                ? Optional.of(url)
                : Optional.empty();
    }
}
