package io.nightshift.backup.postgres;

import java.sql.SQLException;
import java.util.List;

/**
 * The tables that a check declares.
 *
 * @param missing one sentence for each declared table that the database has not
 */
record TableSelection(List<UserTable> tables, List<String> missing) {

    /** @param patterns empty for all tables */
    static TableSelection of(ReadSession session, List<String> patterns) throws SQLException {
        var all = UserTable.all(session);
        if (patterns.isEmpty()) {
            return new TableSelection(all, all.isEmpty() ? List.of("the database has no table") : List.of());
        }
        return new TableSelection(
                all.stream().filter(table -> table.any(patterns)).toList(),
                patterns.stream()
                        .filter(pattern -> all.stream().noneMatch(table -> table.is(pattern)))
                        .map(pattern -> "table " + pattern + " is missing")
                        .toList());
    }
}
