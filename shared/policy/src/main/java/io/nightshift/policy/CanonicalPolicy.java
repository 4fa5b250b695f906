package io.nightshift.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.TreeMap;

/**
 * The canonical text that all equivalent files share: keys sorted, values in their normal form, no comments, aliases
 * replaced.
 */
final class CanonicalPolicy {

    private CanonicalPolicy() {}

    /** @param document in its normal form */
    static String hash(Json.Obj document) {
        return Sha256.hex("nightshift-policy 1\n" + text(document));
    }

    static String text(Json.Obj document) {
        // The order of environments has a meaning, so it is part of the content.
        var order = document.get("environments") instanceof Json.Obj named
                ? Json.strings(named.members().keySet())
                : Json.arr();
        return Json.arr(order, sorted(document)).text();
    }

    private static Json sorted(Json value) {
        return switch (value) {
            case Json.Obj obj -> {
                var members = new TreeMap<String, Json>();
                obj.members().forEach((name, member) -> members.put(name, sorted(member)));
                yield new Json.Obj(members);
            }
            case Json.Arr arr ->
                Json.arr(arr.items().stream().map(CanonicalPolicy::sorted).toList());
            case Json.Str ignored -> value;
            case Json.Num ignored -> value;
            case Json.Bool ignored -> value;
            case Json.Null ignored -> value;
        };
    }
}
