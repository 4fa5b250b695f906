package io.nightshift.policy;

import io.nightshift.core.json.Json;
import io.nightshift.policy.Shape.Elsewhere;
import io.nightshift.policy.Shape.Free;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import io.nightshift.policy.Shape.WordOr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON Schema (draft 2020-12) of {@code nightshift.yaml}, for completion and checks in editors. */
public final class PolicySchema {

    private final Map<String, Json> defs = new LinkedHashMap<>();

    private PolicySchema() {}

    /** The schema of a policy with these sections. */
    public static Json.Obj of(List<? extends PolicySection> sections) {
        return new PolicySchema().document(PolicyShape.policy(sections));
    }

    /** The schema as published in {@code docs/nightshift.schema.json}. */
    public static String text(List<? extends PolicySection> sections) {
        return of(sections).pretty() + "\n";
    }

    private Json.Obj document(Table policy) {
        var root = table(policy);
        var schema = Json.obj()
                .with("$schema", "https://json-schema.org/draft/2020-12/schema")
                .with("title", "Nightshift policy");
        for (var member : root.members().entrySet()) {
            schema = schema.with(member.getKey(), member.getValue());
        }
        return schema.with("$defs", new Json.Obj(defs));
    }

    private Json.Obj of(Shape shape) {
        return switch (shape) {
            case Table table -> ref(table.title(), () -> table(table));
            case Tagged tagged -> ref(tagged.title(), () -> tagged(tagged));
            case Named named ->
                object().with("maxProperties", Named.MOST)
                        .with("propertyNames", named.names().schema())
                        .with("additionalProperties", of(named.each()));
            case Listed listed -> {
                var each = of(listed.each());
                var list = Json.obj()
                        .with("type", "array")
                        .with("items", each)
                        .with("minItems", listed.least())
                        .with("maxItems", listed.most());
                yield listed.orOne() ? Json.obj().with("anyOf", Json.arr(each, list)) : list;
            }
            case WordOr either ->
                Json.obj().with("anyOf", Json.arr(Json.obj().with("const", either.word()), of(either.table())));
            case Reference ignored -> Scalars.NAME.schema();
            case Free free ->
                (free.orText() ? Json.obj().with("type", Json.strings(List.of("object", "string"))) : object())
                        .with("propertyNames", Scalars.FREE_KEY.schema());
            case Elsewhere ignored -> Json.Obj.EMPTY;
            case Scalar scalar -> scalar.schema();
        };
    }

    private interface Body {
        Json.Obj build();
    }

    private Json.Obj ref(String title, Body body) {
        if (!defs.containsKey(title)) {
            defs.put(title, Json.Null.NULL);
            defs.put(title, body.build());
        }
        return Json.obj().with("$ref", "#/$defs/" + title);
    }

    private Json.Obj table(Table table) {
        var closed = closed(properties(table.keys()), table.keys());
        return table.oneOf().isEmpty()
                ? closed
                : closed.with(
                        "oneOf",
                        Json.arr(table.oneOf().stream()
                                .map(keys -> only(keys, table.exclusive()))
                                .toList()));
    }

    private static Json.Obj only(List<String> names, List<String> exclusive) {
        var others = new LinkedHashMap<String, Json>();
        exclusive.stream().filter(key -> !names.contains(key)).forEach(key -> others.put(key, Json.of(false)));
        return Json.obj().with("required", Json.strings(names)).with("properties", new Json.Obj(others));
    }

    /**
     * All keys of all variants. For each variant: the constraints of its own keys, and that the others are absent.
     */
    private Json.Obj tagged(Tagged tagged) {
        var special = new LinkedHashSet<String>();
        tagged.variants().values().forEach(keys -> keys.forEach(key -> special.add(key.name())));
        var common = tagged.keys("");
        var properties = new LinkedHashMap<>(properties(common));
        special.forEach(name -> properties.put(name, Json.obj()));
        var branches = new ArrayList<Json>();
        tagged.variants()
                .forEach((variant, keys) -> branches.add(Json.obj()
                        .with(
                                "if",
                                Json.obj()
                                        .with(
                                                "properties",
                                                Json.obj()
                                                        .with(
                                                                tagged.by(),
                                                                Json.obj().with("const", variant)))
                                        .with("required", Json.arr(Json.of(tagged.by()))))
                        .with("then", branch(keys, special))));
        return closed(properties, common).with("allOf", Json.arr(branches));
    }

    private Json.Obj branch(List<PolicyKey> keys, Set<String> special) {
        var properties = new LinkedHashMap<>(properties(keys));
        special.forEach(name -> properties.putIfAbsent(name, Json.of(false)));
        var then = Json.obj().with("properties", new Json.Obj(properties));
        return required(then, keys);
    }

    private Map<String, Json> properties(List<PolicyKey> keys) {
        var properties = new LinkedHashMap<String, Json>();
        for (var key : keys) {
            var schema = of(key.shape()).with("description", key.meaning());
            properties.put(
                    key.name(),
                    key.fallback().map(value -> schema.with("default", value)).orElse(schema));
        }
        return properties;
    }

    private static Json.Obj closed(Map<String, Json> properties, List<PolicyKey> keys) {
        return required(object().with("properties", new Json.Obj(properties)), keys)
                .with("additionalProperties", false);
    }

    private static Json.Obj required(Json.Obj schema, List<PolicyKey> keys) {
        var names =
                keys.stream().filter(PolicyKey::required).map(PolicyKey::name).toList();
        return names.isEmpty() ? schema : schema.with("required", Json.strings(names));
    }

    private static Json.Obj object() {
        return Json.obj().with("type", "object");
    }
}
