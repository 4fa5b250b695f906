package io.nightshift.promotion.neutral.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The authentication that a registry requires, from its {@code WWW-Authenticate}.
 *
 * @param scheme in lower case: {@code bearer} or {@code basic}
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Distribution: token authentication</a>
 */
record AuthChallenge(String scheme, Map<String, String> parameters) {

    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z_]{1,30})=(?:\"([^\"]{0,2000})\"|([^\\s\",]{0,2000}))");

    /** The first header with a known scheme; bearer first. */
    static Optional<AuthChallenge> of(List<String> headers) {
        return headers.stream()
                .map(AuthChallenge::read)
                .filter(challenge -> challenge.scheme().equals("bearer")
                        || challenge.scheme().equals("basic"))
                .min((one, other) -> other.scheme().compareTo(one.scheme()));
    }

    private static AuthChallenge read(String header) {
        var text = header.strip();
        int space = text.indexOf(' ');
        var parameters = new HashMap<String, String>();
        if (space > 0) {
            var found = PARAMETER.matcher(text.substring(space));
            while (found.find()) {
                var value = found.group(2) == null ? found.group(3) : found.group(2);
                parameters.putIfAbsent(found.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return new AuthChallenge((space > 0 ? text.substring(0, space) : text).toLowerCase(Locale.ROOT), parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
