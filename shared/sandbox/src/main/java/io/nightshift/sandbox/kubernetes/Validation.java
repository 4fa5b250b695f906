package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import java.util.Map;
import java.util.regex.Pattern;

/** The checks of a deployment's update that a client can run into. */
final class Validation {

    private static final Pattern QUALIFIED =
            Pattern.compile("(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private Validation() {}

    static void check(Route route, Json.Obj old, Json.Obj wanted) {
        for (var field : new String[] {"name", "namespace", "uid"}) {
            if (!Tree.get(wanted, "metadata", field).equals(Tree.get(old, "metadata", field))) {
                throw StatusReply.invalid(route, "metadata." + field, "field is immutable");
            }
        }
        annotations(route, "metadata.annotations", Tree.object(wanted, "metadata", "annotations"));
        var template = Tree.object(wanted, "spec", "template");
        annotations(route, "spec.template.annotations", Tree.object(template, "metadata", "annotations"));
        if (!Tree.get(wanted, "spec", "selector").equals(Tree.get(old, "spec", "selector"))) {
            throw StatusReply.invalid(route, "spec.selector", "field is immutable");
        }
        var labels = Tree.object(template, "metadata", "labels").members();
        for (Map.Entry<String, Json> term :
                Tree.object(wanted, "spec", "selector", "matchLabels").members().entrySet()) {
            if (!term.getValue().equals(labels.get(term.getKey()))) {
                throw StatusReply.invalid(
                        route, "spec.template.metadata.labels", "`selector` does not match template `labels`");
            }
        }
        if (Tree.get(template, "spec", "containers").isEmpty()) {
            throw StatusReply.invalid(route, "spec.template.spec.containers", "Required value");
        }
    }

    private static void annotations(Route route, String field, Json.Obj annotations) {
        annotations.members().forEach((name, value) -> {
            if (!(value instanceof Json.Str)) {
                throw StatusReply.failure(
                        400,
                        "BadRequest",
                        "json: cannot unmarshal " + value.typeName() + " into Go struct field ObjectMeta of type string");
            }
            if (!QUALIFIED.matcher(name).matches()) {
                throw StatusReply.invalid(route, field, "name part must consist of alphanumeric characters");
            }
        });
    }
}
