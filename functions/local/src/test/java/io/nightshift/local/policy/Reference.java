package io.nightshift.local.policy;

import io.nightshift.core.json.Json;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the reference of every key for docs/policy.md. */
final class Reference {

    /** Their values depend on the catalogue or the Java platform. */
    private static final Set<String> OPEN = Set.of("action", "kind of resource", "time zone");

    private static final Set<String> NESTED = Set.of("any-of", "not");

    private final Map<String, String> sections = new LinkedHashMap<>();

    static String text(Shape.Table policy) {
        var reference = new Reference();
        reference.section(policy.title(), policy.keys(), "");
        return String.join("\n", reference.sections.values());
    }

    private void section(String title, List<PolicyKey> keys, String note) {
        if (sections.containsKey(title)) {
            return;
        }
        sections.put(title, "");
        var names = keys.stream().map(PolicyKey::name).toList();
        var settings = names.containsAll(List.of("mode", "freeze")) && !title.equals("settings");
        var nested = title.endsWith("-match") && names.contains("source");
        var shown = settings
                ? keys.stream().takeWhile(key -> !key.name().equals("mode")).toList()
                : nested
                        ? keys.stream()
                                .filter(key -> NESTED.contains(key.name()))
                                .toList()
                        : keys;
        var rows = shown.stream().map(this::row).collect(Collectors.joining());
        var more = settings ? "\n" + rest(names.subList(shown.size(), names.size()), keys) : "";
        if (nested) {
            sections.put(title, nested(title, rows));
            keys.forEach(key -> below(key.shape()));
            return;
        }
        sections.put(
                title,
                "### " + title + "\n\n" + note + "| key | value | default | meaning |\n|---|---|---|---|\n" + rows
                        + more);
        keys.forEach(key -> below(key.shape()));
    }

    /** The keys of a match are explained once. */
    private static String nested(String title, String rows) {
        return "### " + title + "\n\n"
                + (rows.isEmpty() ? "" : "| key | value | default | meaning |\n|---|---|---|---|\n" + rows + "\nAnd ")
                + (rows.isEmpty() ? "Every" : "every") + " key of [match](#match)"
                + (rows.isEmpty() ? " but `any-of` and `not`.\n" : ".\n");
    }

    /** The settings are explained once; a section that has not all of them, or others of a name, says so. */
    private static String rest(List<String> settings, List<PolicyKey> keys) {
        if (settings.contains("soak")) {
            return "And every key of [settings](#settings).\n";
        }
        var overrides = keys.stream()
                .filter(key -> key.name().equals("guardrails"))
                .map(key -> link(((Shape.Table) key.shape()).title()))
                .collect(Collectors.joining());
        return "And of the [settings](#settings) %s; `guardrails` with the defaults of %s.\n"
                .formatted(
                        settings.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")), overrides);
    }

    private String row(PolicyKey key) {
        var fallback = key.required()
                ? "required"
                : key.fallback().map(Reference::plain).orElse("");
        return "| `%s` | %s | %s | %s |\n"
                .formatted(key.name(), value(key.shape()).replace("|", "\\|"), fallback, key.meaning());
    }

    private static String plain(Json value) {
        return "`" + (value instanceof Json.Str(var text) ? text : value.text()) + "`";
    }

    private static String value(Shape shape) {
        return switch (shape) {
            case Shape.Table table ->
                table.title().startsWith("with-") ? "the action's parameters" : link(table.title());
            case Shape.Tagged tagged -> link(tagged.title());
            case Shape.Named named -> "name: " + value(named.each());
            case Shape.Listed listed ->
                listed.orOne() ? value(listed.each()) + ", or a list of them" : "list of: " + value(listed.each());
            case Shape.WordOr either -> "`" + either.word() + "` or " + value(either.table());
            case Shape.Elsewhere ignored -> "what another function reads";
            case Shape.Free free -> (free.orText() ? "text or " : "") + "keys with values";
            case Shape.Reference reference -> "the name of " + Scalars.a(reference.what());
            case Shape.Scalar scalar
            when scalar.choices().isEmpty() -> scalar.wanted().split(" \\(|,", 2)[0];
            case Shape.Scalar scalar when OPEN.contains(scalar.what()) -> Scalars.a(scalar.what());
            case Shape.Scalar scalar ->
                scalar.choices().stream().map(choice -> "`" + choice + "`").collect(Collectors.joining(" "));
        };
    }

    private static String link(String title) {
        return "[" + title + "](#" + title + ")";
    }

    private void below(Shape shape) {
        switch (shape) {
            case Shape.Table table -> {
                if (!table.title().startsWith("with-")) {
                    section(table.title(), table.keys(), "");
                }
            }
            case Shape.Tagged tagged -> tagged(tagged);
            case Shape.Named named -> below(named.each());
            case Shape.Listed listed -> below(listed.each());
            case Shape.WordOr either -> below(either.table());
            case Shape.Reference ignored -> {}
            case Shape.Free ignored -> {}
            case Shape.Elsewhere ignored -> {}
            case Shape.Scalar ignored -> {}
        }
    }

    /** A key that means different things has one row for each. */
    private static List<PolicyKey> rows(Shape.Tagged tagged) {
        var rows = new LinkedHashMap<String, PolicyKey>();
        var variants = new LinkedHashMap<String, String>();
        for (var variant : tagged.variants().keySet()) {
            for (var key : tagged.keys(variant)) {
                var same = key.name() + " " + value(key.shape()) + key.fallback() + key.meaning();
                rows.putIfAbsent(same, key);
                variants.merge(same, "`" + variant + "`", (one, other) -> one + ", " + other);
            }
        }
        return rows.entrySet().stream()
                .map(row -> {
                    var key = row.getValue();
                    boolean only = rows.values().stream()
                                    .filter(other -> other.name().equals(key.name()))
                                    .count()
                            == 1;
                    var meaning = only ? key.meaning() : "Of " + variants.get(row.getKey()) + ": " + key.meaning();
                    return new PolicyKey(key.name(), key.shape(), key.required(), key.fallback(), meaning);
                })
                .toList();
    }

    private void tagged(Shape.Tagged tagged) {
        var note = tagged.by().equals("action")
                ? ""
                : tagged.variants().entrySet().stream()
                        .filter(variant -> !variant.getValue().isEmpty())
                        .map(variant -> "`%s: %s` takes %s.\n\n"
                                .formatted(tagged.by(), variant.getKey(), names(variant.getValue())))
                        .collect(Collectors.joining());
        section(tagged.title(), rows(tagged), note);
    }

    private static String names(List<PolicyKey> keys) {
        return keys.stream().map(key -> "`" + key.name() + "`").collect(Collectors.joining(", "));
    }
}
