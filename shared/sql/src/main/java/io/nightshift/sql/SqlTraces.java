package io.nightshift.sql;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Page;
import io.nightshift.core.ledger.Removal;
import io.nightshift.core.ledger.StoredJson;
import io.nightshift.core.run.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One page of {@link io.nightshift.core.ledger.Ledger#traces}: the runs in order of their ids, then the runs of which only
 * entries are left, then those that only marks name.
 *
 * @param kind which of the three lists
 * @param last the last row of it that was returned
 */
record SqlTraces(Kind kind, String last, int limit) {

    enum Kind {
        RUNS("SELECT id FROM nightshift_run WHERE id > ? ORDER BY id LIMIT ?"),
        ENTRIES("SELECT DISTINCT run FROM nightshift_entry WHERE run > ? AND NOT EXISTS "
                + "(SELECT 1 FROM nightshift_run WHERE id = run) ORDER BY run LIMIT ?"),
        MARKS("SELECT id, value FROM nightshift_mark WHERE id > ? ORDER BY id LIMIT ?");

        final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    static SqlTraces at(Optional<String> from, int limit) {
        return from.map(cursor -> cursor.split(" ", 2))
                .map(parts -> new SqlTraces(Kind.valueOf(parts[0]), parts[1], limit))
                .orElse(new SqlTraces(Kind.RUNS, "", limit));
    }

    Page<RunId> read(Connection connection) throws SQLException {
        var keys = new ArrayList<String>();
        var named = new ArrayList<RunId>();
        try (var select = connection.prepareStatement(kind.sql)) {
            select.setString(1, last);
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                    if (kind != Kind.MARKS) {
                        named.add(new RunId(rows.getString(1)));
                    } else {
                        Removal.namedBy(mark(rows.getString(2))).ifPresent(named::add);
                    }
                }
            }
        }
        return new Page<>(kind == Kind.MARKS ? missing(connection, named) : named, next(keys));
    }

    /** A mark that no ledger wrote names no run; the engine reports it if it needs it. */
    private static Json.Obj mark(String value) {
        try {
            return StoredJson.mark(value);
        } catch (LedgerException e) {
            return Json.Obj.EMPTY;
        }
    }

    private Optional<String> next(List<String> keys) {
        if (keys.size() == limit) {
            return Optional.of(kind + " " + keys.getLast());
        }
        return switch (kind) {
            case RUNS -> Optional.of(Kind.ENTRIES + " ");
            case ENTRIES -> Optional.of(Kind.MARKS + " ");
            case MARKS -> Optional.empty();
        };
    }

    private static List<RunId> missing(Connection connection, List<RunId> named) throws SQLException {
        Set<RunId> missing = new LinkedHashSet<>(named);
        if (missing.isEmpty()) {
            return List.of();
        }
        var sql = "SELECT id FROM nightshift_run WHERE id IN (%s)"
                .formatted(String.join(", ", Collections.nCopies(named.size(), "?")));
        try (var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < named.size(); i++) {
                select.setString(i + 1, named.get(i).value());
            }
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    missing.remove(new RunId(rows.getString(1)));
                }
            }
        }
        return List.copyOf(missing);
    }
}
