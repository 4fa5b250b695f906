package io.nightshift.cost.billing;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is billed: every charge, also purchases, taxes and credits.
 *
 * @param series a number for each day
 * @param untagged the part of it that is usage without any tag
 */
public record BilledCosts(List<DailyCosts> series, List<DailyCosts> untagged) {

    private static final int MOST_DAYS = 5000;

    public BilledCosts {
        series = List.copyOf(series);
        untagged = List.copyOf(untagged);
    }

    public static BilledCosts read(List<Path> paths) throws BillingException {
        return DetailFiles.read(
                paths,
                "day DATE, provider VARCHAR, account VARCHAR, service VARCHAR, region VARCHAR, currency VARCHAR, billed DOUBLE,"
                        + " untagged DOUBLE",
                DetailColumns::billed,
                BilledCosts::of);
    }

    private static BilledCosts of(Statement statement) throws SQLException {
        LocalDate first;
        int days;
        try (var rows = statement.executeQuery("SELECT min(day), max(day) FROM rows")) {
            rows.next();
            first = rows.getObject(1, LocalDate.class);
            var last = rows.getObject(2, LocalDate.class);
            if (first == null || last == null) {
                return new BilledCosts(List.of(), List.of());
            }
            days = (int) Math.min(MOST_DAYS, last.toEpochDay() - first.toEpochDay() + 1);
        }
        Map<SeriesKey, double[]> billed = new LinkedHashMap<>();
        Map<SeriesKey, double[]> untagged = new LinkedHashMap<>();
        try (var rows = statement.executeQuery("""
                SELECT provider, account, service, region, currency, day, sum(billed) AS billed,
                       coalesce(sum(untagged), 0) AS untagged
                FROM rows GROUP BY ALL ORDER BY ALL""")) {
            while (rows.next()) {
                int day = (int) (rows.getObject("day", LocalDate.class).toEpochDay() - first.toEpochDay());
                put(billed, key(rows), day, days, rows.getDouble("billed"));
                put(untagged, key(rows), day, days, rows.getDouble("untagged"));
            }
        }
        return new BilledCosts(series(billed, first), series(untagged, first));
    }

    private static SeriesKey key(ResultSet rows) throws SQLException {
        return new SeriesKey(
                rows.getString("provider"),
                rows.getString("account"),
                rows.getString("service"),
                rows.getString("region"),
                rows.getString("currency"));
    }

    private static void put(Map<SeriesKey, double[]> costs, SeriesKey key, int day, int days, double cost) {
        if (day < days) {
            costs.computeIfAbsent(key, one -> new double[days])[day] += cost;
        }
    }

    private static List<DailyCosts> series(Map<SeriesKey, double[]> costs, LocalDate first) {
        var all = new ArrayList<DailyCosts>();
        costs.forEach((key, days) -> all.add(new DailyCosts(key, first, days)));
        return all;
    }
}
