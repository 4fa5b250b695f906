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
            Pattern.compile("/apis/(?:apps/v1/namespaces/([a-z0-9-]+)/(deployments|replicasets)"
                    + "|gateway\\.networking\\.k8s\\.io/v1/namespaces/([a-z0-9-]+)/(httproutes))(?:/([a-z0-9.-]+))?");

    static Optional<Route> of(WireRequest request) {
        // The raw path: a server that decodes first would take an encoded slash for a name.
        var match = PATH.matcher(request.uri().getRawPath());
        if (!match.matches()) {
            return Optional.empty();
        }
        int group = match.group(1) == null ? 3 : 1;
        var name = Optional.ofNullable(match.group(5)).orElse("");
        var method = request.method().toLowerCase(Locale.ROOT);
        var verb = method.equals("get") && name.isEmpty() ? "list" : method;
        return Optional.of(new Route(verb, match.group(group), match.group(group + 1), name));
    }

    /** The API group of the resource. */
    String group() {
        return resource.equals("httproutes") ? "gateway.networking.k8s.io" : "apps";
    }

    String kind() {
        return switch (resource) {
            case "httproutes" -> "HTTPRoute";
            case "replicasets" -> "ReplicaSet";
            default -> "Deployment";
        };
    }

    String key() {
        return namespace + "/" + name;
    }
}
