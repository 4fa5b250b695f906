package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.Arrays;
import java.util.Map;

/**
 * The patches of an API server: RFC 7386, RFC 6902 (members of objects only), and the strategic merge as far as it is a plain
 * merge.
 */
final class Patching {

    private Patching() {}

    static Json.Obj patched(Json.Obj old, WireRequest request) {
        var type = request.header("Content-Type").replaceAll(";.*", "");
        try {
            return switch (type) {
                case "application/merge-patch+json" ->
                    merged(old, request.json().object());
                case "application/strategic-merge-patch+json" ->
                    merged(old, plain(request.json().object()));
                case "application/json-patch+json" -> operated(old, request.json());
                default ->
                    throw StatusReply.failure(
                            415,
                            "UnsupportedMediaType",
                            "the body of the request was in an unknown format - accepted media types include: "
                                    + "application/json-patch+json, application/merge-patch+json, "
                                    + "application/strategic-merge-patch+json, application/apply-patch+yaml");
            };
        } catch (JsonException e) {
            throw StatusReply.failure(400, "BadRequest", "error decoding patch: " + e.getMessage());
        }
    }

    private static Json.Obj plain(Json.Obj patch) {
        for (var member : patch.members().entrySet()) {
            if (member.getKey().startsWith("$") || member.getValue() instanceof Json.Arr) {
                throw StatusReply.failure(501, "NotModelled", "this stand-in has no strategic merge of lists");
            }
            if (member.getValue() instanceof Json.Obj below) {
                plain(below);
            }
        }
        return patch;
    }

    private static Json.Obj merged(Json.Obj old, Json.Obj patch) {
        var result = old;
        for (Map.Entry<String, Json> member : patch.members().entrySet()) {
            var name = member.getKey();
            result = switch (member.getValue()) {
                case Json.Null ignored -> ObjectTree.without(result, name);
                case Json.Obj below -> result.with(name, merged(ObjectTree.object(result, name), below));
                case Json other -> result.with(name, other);
            };
        }
        return result;
    }

    private static Json.Obj operated(Json.Obj old, View operations) throws JsonException {
        var result = old;
        for (var operation : operations.items()) {
            var path = Arrays.stream(operation.at("path").text().substring(1).split("/", -1))
                    .map(part -> part.replace("~1", "/").replace("~0", "~"))
                    .toArray(String[]::new);
            result = operated(result, operation, path);
        }
        return result;
    }

    private static Json.Obj operated(Json.Obj object, View operation, String... path) throws JsonException {
        if (path.length > 1) {
            if (!(object.get(path[0]) instanceof Json.Obj below)) {
                throw refused();
            }
            var rest = Arrays.copyOfRange(path, 1, path.length);
            return object.with(path[0], operated(below, operation, rest));
        }
        var present = object.get(path[0]);
        return switch (operation.at("op").text()) {
            case "add" -> object.with(path[0], operation.at("value").json());
            case "replace" -> {
                if (present == null) {
                    throw refused();
                }
                yield object.with(path[0], operation.at("value").json());
            }
            case "remove" -> {
                if (present == null) {
                    throw refused();
                }
                yield ObjectTree.without(object, path[0]);
            }
            case "test" -> {
                if (!operation.at("value").json().equals(present)) {
                    throw refused();
                }
                yield object;
            }
            default -> throw StatusReply.failure(400, "BadRequest", "Unexpected kind: operation");
        };
    }

    /** For a missing path, and for a failed test. */
    private static StatusReply refused() {
        return StatusReply.failure(422, "Invalid", "the server rejected our request due to an error in our request");
    }
}
