package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The action types that this process knows, by name. */
public final class ActionCatalogue {

    private final Map<String, ActionType> types = new LinkedHashMap<>();

    public ActionCatalogue(Collection<ActionType> types) {
        for (var type : types) {
            if (this.types.put(type.name(), type) != null) {
                throw new IllegalArgumentException("two action types are named " + type.name());
            }
        }
    }

    public Optional<ActionType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    public Collection<ActionType> types() {
        return types.values();
    }

    public static Json.Obj toJson(Action action) {
        return Json.obj()
                .with("action", action.type().name())
                .with("target", action.target().toJson())
                .with("with", action.with());
    }

    public Action fromJson(View json) throws JsonException {
        var name = json.at("action").text();
        var type = type(name)
                .orElseThrow(() -> new JsonException(json.at("action").path() + " is no known action; known are "
                        + String.join(", ", types.keySet())));
        return type.reader().read(Resource.fromJson(json.at("target")), json.at("with"));
    }
}
