package io.nightshift.sandbox.contract;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Patterns, filters and policies of {@code infra/} as Terraform evaluates them: a file in {@code infra/testing/evaluated}.
 * {@code infra/testing/validate} fails if the file is out of date, {@code infra/testing/validate --write} writes it.
 */
public final class EvaluatedInfra {

    private final Json.Obj resources;

    private EvaluatedInfra(Json.Obj resources) {
        this.resources = resources;
    }

    /** @param name the folder below {@code infra/}, with {@code -} for {@code /}: {@code aws-modules-nightshift} */
    public static EvaluatedInfra of(String name) {
        var file = Path.of(System.getProperty("nightshift.root", "../.."), "infra/testing/evaluated", name + ".json");
        try {
            return new EvaluatedInfra(View.of(Json.parse(Files.readAllBytes(file), JsonLimits.DEFAULT))
                    .object());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** The attribute of each resource of the type, by the resource's address. */
    public Map<String, View> attributes(String type, String attribute) {
        var found = new TreeMap<String, View>();
        for (var address : resources.members().keySet()) {
            if (("." + address).contains("." + type + ".")) {
                found.put(address, attribute(address, attribute));
            }
        }
        return found;
    }

    /** Each resource of the type with what is kept of it, by the resource's address. */
    public Map<String, View> ofType(String type) {
        var found = new TreeMap<String, View>();
        for (var address : resources.members().keySet()) {
            if (("." + address).contains("." + type + ".")) {
                found.put(address, View.of(resources).at(address));
            }
        }
        return found;
    }

    /** The policy that a module which watches an application makes for its own alarms. */
    public String policy() {
        try {
            return View.of(resources).at("policy").text();
        } catch (JsonException e) {
            throw new IllegalStateException("the module has no output named policy", e);
        }
    }

    /** The key of {@code for_each} at the end of an address; empty without one. */
    public static String key(String address) {
        return address.endsWith("\"]") ? address.substring(address.lastIndexOf("[\"") + 2, address.length() - 2) : "";
    }

    /** The attribute of the resource at this address. */
    public View attribute(String address, String attribute) {
        var value = View.of(resources).at(address).at(attribute);
        if (!value.exists()) {
            throw new IllegalArgumentException(address + " has no " + attribute);
        }
        return value;
    }
}
