package io.nightshift.api;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests that a web page in a browser can send to an intake that trusts everyone on its machine: from a
 * page of another site (it has an {@code Origin} or {@code Sec-Fetch-Site}), and from a page whose name was bound to
 * a loopback address after it was loaded (its {@code Host} is that name). Senders of alarms send none of these.
 */
public final class CrossSiteCheck {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** The form in which clients write it: browsers turn {@code 127.1} and {@code 0x7f.1} into this form. */
    private static final Pattern LOOPBACK = Pattern.compile(
            "(localhost|127(\\." + OCTET + "){3}|\\[(::1|(0{1,4}:){7}0{0,3}1|::ffff:127(\\." + OCTET
                    + "){3})])(:\\d*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> PROXY_HEADERS = Set.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via");
    private static final Set<String> SAME_SITE = Set.of("none", "same-origin");

    private static final Pattern FORM = Pattern.compile(
            "\\s*(multipart/form-data|application/x-www-form-urlencoded)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private CrossSiteCheck() {}

    /**
     * Returns why a page of this host is refused, if nobody signs in; empty if a browser on this machine asks for it. A link
     * elsewhere may lead to a page; nothing else of another site gets one, and proxies are not trusted to ask for others.
     */
    public static Optional<String> refusalOfPage(ApiRequest apiRequest) {
        var headers = apiRequest.headers();
        if (!LOOPBACK.matcher(headers.getOrDefault("Host", "")).matches()) {
            return Optional.of("without sign-in the console is served to this machine only; its Host is another");
        }
        if (PROXY_HEADERS.stream().anyMatch(headers::containsKey)) {
            return Optional.of("without sign-in the console is served to this machine only, not through a proxy");
        }
        boolean link = apiRequest.method().equals("GET")
                && headers.getOrDefault("Sec-Fetch-Mode", "").equals("navigate")
                && headers.getOrDefault("Sec-Fetch-Dest", "document").equals("document");
        return isForeign(apiRequest) && !link ? Optional.of("it comes from a page of another site") : Optional.empty();
    }

    /** Reports whether a page of another origin sent the request. */
    public static boolean isForeign(ApiRequest apiRequest) {
        var origin = apiRequest.headers().get("Origin");
        var host = apiRequest.headers().getOrDefault("Host", "");
        boolean otherOrigin = origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host);
        return otherOrigin || !SAME_SITE.contains(apiRequest.headers().getOrDefault("Sec-Fetch-Site", "none"));
    }

    /**
     * Reports whether the body is a form. curl names any body a form unless it is told otherwise, but a form itself never
     * begins with a bracket or a brace: browsers percent-encode both.
     */
    static boolean isForm(ApiRequest apiRequest, byte[] body) {
        var type = apiRequest.headers().getOrDefault("Content-Type", "");
        return FORM.matcher(type).matches() && !startsAsJson(body);
    }

    private static boolean startsAsJson(byte[] body) {
        int first = 0;
        while (first < body.length && Character.isWhitespace(body[first])) {
            first++;
        }
        return first < body.length && (body[first] == '{' || body[first] == '[');
    }

    /** Returns why the request is refused; empty if no other site can have sent it. */
    public static Optional<String> refusal(ApiRequest apiRequest) {
        var headers = apiRequest.headers();
        if (headers.containsKey("Origin") || !SAME_SITE.contains(headers.getOrDefault("Sec-Fetch-Site", "none"))) {
            return Optional.of("it comes from a web page; without NIGHTSHIFT_INTAKE_TOKEN no page may send anything");
        }
        if (!LOOPBACK.matcher(headers.getOrDefault("Host", "localhost")).matches()) {
            return Optional.of(
                    "its Host is not a loopback address; without NIGHTSHIFT_INTAKE_TOKEN no other is served");
        }
        return Optional.empty();
    }
}
