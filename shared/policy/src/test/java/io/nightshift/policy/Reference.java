package io.nightshift.policy;

import io.nightshift.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the reference of every key for docs/policy.md. */
final class Reference {

    /** Their values depend on the catalogue or the Java platform. */
    private static final Set<String> OPEN = Set.of("action", "kind of resource", "time zone");

    private final Map<String, String> sections = new LinkedHashMap<>();

    static String text(Shape.Table policy) {
        var reference = new Reference();
        reference.section(policy.title(), policy.keys(), "");
        return String.join("\n", reference.sections.values());
    }

    private void section(String title, List<Key> keys, String note) {
        if (sections.containsKey(title)) {
            return;
        }
        sections.put(title, "");
        var settings = keys.stream().anyMatch(key -> key.name().equals("mode")) && !title.equals("settings");
        var shown = settings
                ? keys.stream().takeWhile(key -> !key.name().equals("mode")).toList()
                : keys;
        var rows = shown.stream().map(this::row).collect(Collectors.joining());
        var more = settings ? "\nAnd every key of [settings](#settings).\n" : "";
        sections.put(
                title,
                "### " + title + "\n\n" + note + "| key | value | default | meaning |\n|---|---|---|---|\n" + rows
                        + more);
        keys.forEach(key -> below(key.shape()));
    }

    private String row(Key key) {
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
            case Shape.Listed listed -> "list of: " + value(listed.each());
            case Shape.WordOr either -> "`" + either.word() + "` or " + value(either.table());
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
            case Shape.Scalar ignored -> {}
        }
    }

    private void tagged(Shape.Tagged tagged) {
        var keys = new LinkedHashMap<String, Key>();
        tagged.variants()
                .keySet()
                .forEach(variant -> tagged.keys(variant).forEach(key -> keys.putIfAbsent(key.name(), key)));
        var note = tagged.by().equals("action")
                ? ""
                : tagged.variants().entrySet().stream()
                        .filter(variant -> !variant.getValue().isEmpty())
                        .map(variant -> "`%s: %s` takes %s.\n\n"
                                .formatted(tagged.by(), variant.getKey(), names(variant.getValue())))
                        .collect(Collectors.joining());
        section(tagged.title(), List.copyOf(keys.values()), note);
    }

    private static String names(List<Key> keys) {
        return keys.stream().map(key -> "`" + key.name() + "`").collect(Collectors.joining(", "));
    }
}
