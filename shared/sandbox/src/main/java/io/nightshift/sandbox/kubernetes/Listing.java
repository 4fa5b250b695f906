package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Lists by label selector, in pages of two, even if the request allows more, because a server may return fewer. */
final class Listing {

    private static final int PAGE = 2;

    private Listing() {}

    static Json.Obj page(WireRequest request, RequestRoute route, Etcd etcd) {
        var selector = request.query().getOrDefault("labelSelector", "");
        var all = etcd.all(route.resource()).stream()
                .filter(one -> route.namespace().isEmpty() || Etcd.key(one).startsWith(route.namespace() + "/"))
                .filter(one -> onNode(one, request.query().getOrDefault("fieldSelector", "")))
                .filter(one -> matches(ObjectTree.object(one, "metadata", "labels"), selector))
                .toList();
        int limit = Integer.parseInt(request.query().getOrDefault("limit", "0"));
        int from = start(request, etcd);
        int to = limit == 0 ? all.size() : Math.min(all.size(), from + Math.min(limit, PAGE));
        var metadata = Json.obj().with("resourceVersion", etcd.version());
        return Json.obj()
                .with("kind", route.kind() + "List")
                .with("apiVersion", route.group().isEmpty() ? "v1" : route.group() + "/v1")
                .with("metadata", to < all.size() ? metadata.with("continue", "next/" + to + "+=") : metadata)
                .with("items", Json.arr(all.subList(from, to)));
    }

    /** The one field of a pod by which clients select. */
    private static boolean onNode(Json.Obj pod, String selector) {
        if (selector.isEmpty()) {
            return true;
        }
        if (!selector.startsWith("spec.nodeName=")) {
            throw StatusReply.failure(400, "BadRequest", "field label not supported: " + selector);
        }
        return selector.endsWith("=" + ObjectTree.text(pod, "spec", "nodeName"));
    }

    private static int start(WireRequest request, Etcd etcd) {
        var token = request.query().getOrDefault("continue", "");
        if (token.isEmpty()) {
            return 0;
        }
        if (!token.matches("next/[0-9]+\\+=")) {
            throw StatusReply.failure(400, "BadRequest", "continue key is not valid at version " + etcd.version());
        }
        return Integer.parseInt(token.substring(5, token.length() - 2));
    }

    private static boolean matches(Json.Obj labels, String selector) {
        if (selector.isEmpty()) {
            return true;
        }
        return Arrays.stream(selector.split(",(?![^(]*\\))")).allMatch(term -> matchesTerm(labels.members(), term));
    }

    private static boolean matchesTerm(Map<String, Json> labels, String term) {
        if (term.startsWith("!")) {
            return !labels.containsKey(term.substring(1));
        }
        var set = term.split(" ", 3);
        if (set.length == 3) {
            var values = List.of(set[2].substring(1, set[2].length() - 1).split(","));
            boolean in = values.contains(value(labels, set[0]));
            return set[1].equals("in") ? in : set[1].equals("notin") && !in;
        }
        int equals = term.indexOf('=');
        return equals < 0
                ? labels.containsKey(term)
                : term.substring(equals + 1).equals(value(labels, term.substring(0, equals)));
    }

    private static String value(Map<String, Json> labels, String name) {
        return labels.get(name) instanceof Json.Str(var value) ? value : "";
    }
}
