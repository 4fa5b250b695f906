package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and sets values deep inside nested objects. */
final class ObjectTree {

    private ObjectTree() {}

    static Optional<Json> get(Json value, String... path) {
        Optional<Json> found = Optional.of(value);
        for (var name : path) {
            found = found.flatMap(
                    at -> at instanceof Json.Obj object ? Optional.ofNullable(object.get(name)) : Optional.empty());
        }
        return found.filter(at -> !(at instanceof Json.Null));
    }

    static Json.Obj object(Json value, String... path) {
        return get(value, path).map(Json.Obj.class::cast).orElse(Json.Obj.EMPTY);
    }

    /** The objects of an array; empty if there is no such array. */
    static List<Json.Obj> items(Json value, String... path) {
        return get(value, path)
                .map(found -> ((Json.Arr) found)
                        .items().stream().map(Json.Obj.class::cast).toList())
                .orElse(List.of());
    }

    static String text(Json value, String... path) {
        return get(value, path).map(found -> ((Json.Str) found).value()).orElse("");
    }

    static int number(Json value, String... path) {
        return get(value, path)
                .map(found -> ((Json.Num) found).decimal().intValueExact())
                .orElse(0);
    }

    static Json.Obj set(Json.Obj object, Json value, String... path) {
        if (path.length == 1) {
            return object.with(path[0], value);
        }
        var below = object(object, path[0]);
        return object.with(path[0], set(below, value, Arrays.copyOfRange(path, 1, path.length)));
    }

    static Json.Obj without(Json.Obj object, String name) {
        Map<String, Json> rest = new LinkedHashMap<>(object.members());
        rest.remove(name);
        return new Json.Obj(rest);
    }

    /** Without null members: a server's decoding drops them. */
    static Json.Obj decoded(Json.Obj object) {
        Map<String, Json> kept = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (!(value instanceof Json.Null)) {
                kept.put(name, value instanceof Json.Obj below ? decoded(below) : value);
            }
        });
        return new Json.Obj(kept);
    }
}
