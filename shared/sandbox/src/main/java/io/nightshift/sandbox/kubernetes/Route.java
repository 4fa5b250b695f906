package io.nightshift.sandbox.kubernetes;

import io.nightshift.sandbox.wire.WireRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request asks for.
 *
 * @param verb as a Role has it: get, list, patch
 * @param name empty for a list
 */
record Route(String verb, String namespace, String resource, String name) {

    private static final Pattern PATH =
            Pattern.compile("/apis/apps/v1/namespaces/([a-z0-9-]+)/(deployments|replicasets)(?:/([a-z0-9.-]+))?");

    static Optional<Route> of(WireRequest request) {
        // The raw path: a server that decodes first would take an encoded slash for a name.
        var match = PATH.matcher(request.uri().getRawPath());
        if (!match.matches()) {
            return Optional.empty();
        }
        var name = Optional.ofNullable(match.group(3)).orElse("");
        var method = request.method().toLowerCase(Locale.ROOT);
        var verb = method.equals("get") && name.isEmpty() ? "list" : method;
        return Optional.of(new Route(verb, match.group(1), match.group(2), name));
    }

    String key() {
        return namespace + "/" + name;
    }
}
