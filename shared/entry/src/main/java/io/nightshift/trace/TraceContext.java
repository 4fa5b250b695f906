package io.nightshift.trace;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a trace, as {@code traceparent} carries it.
 *
 * @param trace 32 hexadecimal digits
 * @param span 16 hexadecimal digits
 * @param sampled whether the sender records the trace
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C: Trace Context</a>
 */
public record TraceContext(String trace, String span, boolean sampled) {

    /** A later version may have more after the flags. */
    private static final Pattern W3C =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final Pattern XRAY_ROOT = Pattern.compile("(?:^|;)Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)");
    private static final Pattern XRAY_PARENT = Pattern.compile("(?:^|;)Parent=([0-9a-f]{16})(?:;|$)");

    /** Empty if it is no valid {@code traceparent}: then the trace begins here, as the standard wants it. */
    public static Optional<TraceContext> ofW3c(String text) {
        var match = W3C.matcher(text);
        return match.matches()
                ? Optional.of(new TraceContext(
                        match.group(1), match.group(2), (Integer.parseInt(match.group(3), 16) & 1) == 1))
                : Optional.empty();
    }

    /** The header of X-Ray, which Lambda gives to a function. */
    public static Optional<TraceContext> ofXRay(String text) {
        var root = XRAY_ROOT.matcher(text);
        var parent = XRAY_PARENT.matcher(text);
        return root.find() && parent.find()
                ? Optional.of(
                        new TraceContext(root.group(1) + root.group(2), parent.group(1), text.contains("Sampled=1")))
                : Optional.empty();
    }

    /** The value of {@code traceparent}. */
    public String text() {
        return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
    }
}
