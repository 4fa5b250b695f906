package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import java.util.Map;
import java.util.regex.Pattern;

/** The validation of an update, as far as a client can violate it. */
final class Validation {

    private static final Pattern QUALIFIED = Pattern.compile(
            "(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private Validation() {}

    static void check(RequestRoute route, Json.Obj old, Json.Obj wanted) {
        for (var field : new String[] {"name", "namespace", "uid"}) {
            if (!ObjectTree.get(wanted, "metadata", field).equals(ObjectTree.get(old, "metadata", field))) {
                throw StatusReply.invalid(route, "metadata." + field, "field is immutable");
            }
        }
        annotations(route, "metadata.annotations", ObjectTree.object(wanted, "metadata", "annotations"));
        switch (route.resource()) {
            case "httproutes" -> weights(route, wanted);
            case "externalsecrets" -> {}
            case "nodes" -> node(route, wanted);
            case "horizontalpodautoscalers" -> bounds(route, wanted);
            default -> workload(route, old, wanted);
        }
    }

    private static void node(RequestRoute route, Json.Obj wanted) {
        if (ObjectTree.get(wanted, "spec", "unschedulable")
                .filter(value -> !(value instanceof Json.Bool))
                .isPresent()) {
            throw StatusReply.failure(400, "BadRequest", "json: cannot unmarshal into NodeSpec of " + route.name());
        }
    }

    private static void bounds(RequestRoute route, Json.Obj wanted) {
        int min = ObjectTree.get(wanted, "spec", "minReplicas").isPresent()
                ? ObjectTree.number(wanted, "spec", "minReplicas")
                : 1;
        if (min < 1) {
            throw StatusReply.invalid(route, "spec.minReplicas", "must be greater than or equal to 1");
        }
        if (ObjectTree.number(wanted, "spec", "maxReplicas") < min) {
            throw StatusReply.invalid(route, "spec.maxReplicas", "must be greater than or equal to `minReplicas`");
        }
    }

    /** @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref">Gateway API: backends</a> */
    private static void weights(RequestRoute route, Json.Obj wanted) {
        for (var rule : ObjectTree.items(wanted, "spec", "rules")) {
            for (var backend : ObjectTree.items(rule, "backendRefs")) {
                int weight = ObjectTree.number(backend, "weight");
                if (weight < 0 || weight > 1_000_000) {
                    throw StatusReply.invalid(route, "spec.rules.backendRefs.weight", "must be 0 to 1000000");
                }
                if (ObjectTree.text(backend, "name").isEmpty()) {
                    throw StatusReply.invalid(route, "spec.rules.backendRefs.name", "Required value");
                }
            }
        }
    }

    private static void workload(RequestRoute route, Json.Obj old, Json.Obj wanted) {
        if (ObjectTree.number(wanted, "spec", "replicas") < 0) {
            throw StatusReply.invalid(route, "spec.replicas", "must be greater than or equal to 0");
        }
        var template = ObjectTree.object(wanted, "spec", "template");
        annotations(route, "spec.template.annotations", ObjectTree.object(template, "metadata", "annotations"));
        if (!ObjectTree.get(wanted, "spec", "selector").equals(ObjectTree.get(old, "spec", "selector"))) {
            throw StatusReply.invalid(route, "spec.selector", "field is immutable");
        }
        var labels = ObjectTree.object(template, "metadata", "labels").members();
        for (Map.Entry<String, Json> term : ObjectTree.object(wanted, "spec", "selector", "matchLabels")
                .members()
                .entrySet()) {
            if (!term.getValue().equals(labels.get(term.getKey()))) {
                throw StatusReply.invalid(
                        route, "spec.template.metadata.labels", "`selector` does not match template `labels`");
            }
        }
        if (ObjectTree.get(template, "spec", "containers").isEmpty()) {
            throw StatusReply.invalid(route, "spec.template.spec.containers", "Required value");
        }
    }

    private static void annotations(RequestRoute route, String field, Json.Obj annotations) {
        annotations.members().forEach((name, value) -> {
            if (!(value instanceof Json.Str)) {
                throw StatusReply.failure(
                        400,
                        "BadRequest",
                        "json: cannot unmarshal " + value.typeName()
                                + " into Go struct field ObjectMeta of type string");
            }
            if (!QUALIFIED.matcher(name).matches()) {
                throw StatusReply.invalid(route, field, "name part must consist of alphanumeric characters");
            }
        });
    }
}
