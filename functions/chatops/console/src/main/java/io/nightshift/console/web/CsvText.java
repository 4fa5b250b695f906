package io.nightshift.console.web;

import io.nightshift.api.ApiResponse;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A table as CSV (RFC 4180). A text that a spreadsheet would compute is marked as text. */
final class CsvText {

    private CsvText() {}

    static ApiResponse of(Block.Table table) {
        var lines = new StringBuilder(line(table.heads()));
        table.rows()
                .forEach(row -> lines.append(line(row.stream().map(Cell::text).toList())));
        return ApiResponse.of(200, "text/csv; charset=utf-8", lines.toString().getBytes(StandardCharsets.UTF_8))
                .header("Content-Disposition", "attachment; filename=\"nightshift.csv\"");
    }

    private static String line(List<String> values) {
        return values.stream().map(CsvText::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        boolean computed =
                !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 && !value.matches("-?\\d+(\\.\\d+)?");
        return "\"" + (computed ? "'" : "") + value.replace("\"", "\"\"") + "\"";
    }
}
