package io.nightshift.sandbox.fuzz;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages one randomly chosen value of a JSON text; JSON inside a string, also compressed, is damaged inside. The value is
 * first replaced by a marker, so that its replacement need not be JSON.
 */
final class JsonValueDamage {

    private static final String MARK = "\uE000mark\uE000";

    private final JsonDamage damage;
    private final RandomGenerator random;
    private String written = "";

    JsonValueDamage(JsonDamage damage, RandomGenerator random) {
        this.damage = damage;
        this.random = random;
    }

    /** The damaged text; unchanged if it is not JSON. */
    String in(String text) {
        try {
            return cut(Json.parse(text), "").text().replace("\"" + MARK + "\"", written);
        } catch (JsonException e) {
            return text;
        }
    }

    private Json cut(Json value, String name) {
        if (random.nextInt(8) > 0) {
            if (value instanceof Json.Obj obj && !obj.members().isEmpty()) {
                return inObject(obj);
            }
            if (value instanceof Json.Arr arr && !arr.items().isEmpty()) {
                var items = new ArrayList<>(arr.items());
                int at = random.nextInt(items.size());
                items.set(at, cut(items.get(at), ""));
                return new Json.Arr(items);
            }
            if (value instanceof Json.Str(var text)) {
                var inside = NestedJson.inside(text, new JsonValueDamage(damage, random)::in);
                if (inside.isPresent()) {
                    return Json.of(inside.get());
                }
            }
        }
        written = damage.written(value.text(), name, random);
        return Json.of(MARK);
    }

    private Json inObject(Json.Obj obj) {
        var members = new LinkedHashMap<>(obj.members());
        var entries = List.copyOf(members.entrySet());
        var chosen = entries.get(random.nextInt(entries.size()));
        members.put(chosen.getKey(), cut(chosen.getValue(), chosen.getKey()));
        return new Json.Obj(members);
    }
}
