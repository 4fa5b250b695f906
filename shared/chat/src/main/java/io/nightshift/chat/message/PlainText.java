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

    /** One line of at most that length; a longer one ends with an ellipsis. */
    public static String of(String text, int longest) {
        return clipped(of(text), longest);
    }

    /**
     * At most that many UTF-16 units, the ellipsis included: no channel counts more. No character is cut in two.
     */
    public static String clipped(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
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
