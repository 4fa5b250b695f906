package io.nightshift.sql;

import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of runs by the columns: start, due time, and the playbook as the beginning of the id. */
record SqlRunQuery(String sql, List<Object> values) {

    /** After the playbook's name: a dash and twelve hexadecimal digits. */
    private static final int REST_OF_ID = 13;

    static SqlRunQuery of(RunFilter filter, Optional<String> from, int limit) {
        // The first condition lets the index return the rows in order; an OR alone would sort all of them.
        var sql = new StringBuilder("SELECT body FROM nightshift_run WHERE started <= ? AND (started < ? OR id > ?)");
        var values = new ArrayList<Object>(start(filter, from));
        filter.since().map(Nanos::of).ifPresent(since -> {
            sql.append(" AND started >= ?");
            values.add(since);
        });
        filter.open().ifPresent(open -> sql.append(open ? " AND due IS NOT NULL" : " AND due IS NULL"));
        filter.playbook().ifPresent(name -> {
            sql.append(" AND substr(id, 1, ?) = ? AND length(id) = ?");
            values.add(name.length() + 1);
            values.add(name + "-");
            values.add(name.length() + REST_OF_ID);
        });
        values.add(limit);
        return new SqlRunQuery(sql.append(" ORDER BY started DESC, id LIMIT ?").toString(), values);
    }

    private static List<Object> start(RunFilter filter, Optional<String> from) {
        if (from.isPresent()) {
            var cursor = from.get().split(" ", 2);
            long started = Long.parseLong(cursor[0]);
            return List.of(started, started, cursor[1]);
        }
        long last = filter.before().map(Nanos::of).orElse(Long.MAX_VALUE);
        return List.of(last, last, "~");
    }

    static String cursor(Run last) {
        Instant started = last.startedAt();
        return Nanos.of(started) + " " + last.id();
    }
}
