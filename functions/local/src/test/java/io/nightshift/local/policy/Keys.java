package io.nightshift.local.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.Shape;
import java.util.Set;
import java.util.TreeSet;

/** All keys that there are, as paths: {@code rules[].ladder[].with.hook}. */
final class Keys {

    private Keys() {}

    static Set<String> of(Shape shape) {
        var keys = new TreeSet<String>();
        collect(shape, "", keys);
        return keys;
    }

    private static void collect(Shape shape, String path, Set<String> keys) {
        switch (shape) {
            case Shape.Table table -> table.keys().forEach(key -> collect(key, path, keys));
            case Shape.Tagged tagged ->
                tagged.variants()
                        .keySet()
                        .forEach(variant -> tagged.keys(variant).forEach(key -> collect(key, path, keys)));
            case Shape.Named named -> collect(named.each(), path + "*.", keys);
            case Shape.Listed listed -> collect(listed.each(), path + "[].", keys);
            case Shape.WordOr either -> collect(either.table(), path, keys);
            case Shape.Reference ignored -> {}
            case Shape.Free ignored -> {}
            case Shape.Elsewhere ignored -> {}
            case Shape.Scalar ignored -> {}
        }
    }

    private static void collect(PolicyKey key, String path, Set<String> keys) {
        keys.add(path + key.name());
        collect(key.shape(), path + key.name() + ".", keys);
    }

    /** The same out of a JSON Schema. */
    static Set<String> of(Json.Obj schema) throws JsonException {
        var keys = new TreeSet<String>();
        collect(View.of(schema), View.of(schema), "", keys);
        return keys;
    }

    private static void collect(View root, View schema, String path, Set<String> keys) throws JsonException {
        if (!schema.isObject()) {
            return;
        }
        if (schema.at("$ref").exists()) {
            collect(root, root.at("$defs", schema.at("$ref").text().substring("#/$defs/".length())), path, keys);
        }
        if (schema.at("properties").exists()) {
            for (var name : schema.at("properties").object().members().keySet()) {
                var property = schema.at("properties", name);
                if (property.isObject()) {
                    keys.add(path + name);
                    collect(root, property, path + name + ".", keys);
                }
            }
        }
        collect(root, schema.at("items"), path + "[].", keys);
        collect(root, schema.at("additionalProperties"), path + "*.", keys);
        collect(root, schema.at("then"), path, keys);
        for (var part : schema.at("anyOf").items()) {
            collect(root, part, path, keys);
        }
        for (var part : schema.at("allOf").items()) {
            collect(root, part, path, keys);
        }
    }
}
