package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.util.Arrays;
import java.util.List;

/**
 * A row of a table of actions: its name, its target (kind and name), its parameters ({@code name=value, name=value}), and the
 * columns that a test adds.
 *
 * @param columns the other ones
 */
public record ActionRow(Action action, List<String> columns) {

    private static final int OF_THE_ACTION = 3;

    /** Reads a table: a line is a row, {@code |} separates columns, and {@code #} begins a comment. */
    public static List<ActionRow> read(ActionCatalogue catalogue, Origin origin, String table) {
        return table.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> row(catalogue, origin, line))
                .toList();
    }

    private static ActionRow row(ActionCatalogue catalogue, Origin origin, String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        var target = cells.get(1).split(" ", 2);
        try {
            var type = catalogue.type(cells.getFirst()).orElseThrow();
            var action =
                    type.reader().read(new Resource(origin, target[0], target[1]), View.of(parameters(cells.get(2))));
            return new ActionRow(action, cells.subList(OF_THE_ACTION, cells.size()));
        } catch (JsonException | RuntimeException e) {
            throw new IllegalArgumentException(line + ": " + e.getMessage(), e);
        }
    }

    /** Whole numbers become numbers, and {@code true} a flag. */
    private static Json.Obj parameters(String text) {
        var parameters = Json.obj();
        for (var one : text.isEmpty() ? new String[0] : text.split(", ")) {
            var value = one.substring(one.indexOf('=') + 1);
            parameters = parameters.with(one.substring(0, one.indexOf('=')), json(value));
        }
        return parameters;
    }

    private static Json json(String value) {
        if (value.matches("[0-9]+")) {
            return Json.of(Long.parseLong(value));
        }
        return value.equals("true") ? Json.of(true) : Json.of(value);
    }
}
