package io.nightshift.local.story;

import io.nightshift.text.Colours;
import java.util.ArrayList;
import java.util.List;

/** A plain table: columns as wide as their widest cell, two spaces between. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The heads first. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    public List<String> lines(Colours colours) {
        int columns = rows.getFirst().size();
        var widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i));
                if (i < columns - 1) {
                    line.repeat(' ', widths[i] - row.get(i).length() + 2);
                }
            }
            lines.add(lines.isEmpty() ? colours.bold(line.toString()) : line.toString());
        }
        return lines;
    }
}
