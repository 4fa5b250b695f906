package io.nightshift.cost.billing;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the costs of one series consist of.
 *
 * @param costs a number for each day on which anything of it was published
 * @param parts by dimension
 */
public record BillingBreakdown(DailyCosts costs, List<BillingPart> parts) {

    private static final int BEFORE_DAYS = 28;
    private static final int WEEK = 7;

    /** More values of a dimension carry nothing that counts. */
    private static final int MOST_VALUES = 500;

    private static final int MOST_TAGS = 6;

    private static final Map<String, String> DIMENSIONS = dimensions();

    public BillingBreakdown {
        parts = List.copyOf(parts);
    }

    private static Map<String, String> dimensions() {
        var all = new LinkedHashMap<String, String>();
        all.put("usage-type", "sku");
        all.put("resource", "resource");
        all.put("account", "account");
        all.put("region", "region");
        return all;
    }

    /**
     * Some days of a series.
     *
     * @param key with an empty region for all regions
     * @param start the first day of an anomaly
     * @param end its last day
     */
    public record Part(SeriesKey key, LocalDate start, LocalDate end) {}

    /** Reads the files again, once for all these series. */
    public static List<BillingBreakdown> read(List<Path> paths, List<Part> of) throws BillingException {
        if (of.isEmpty()) {
            return List.of();
        }
        var any = of.stream().map(part -> isOf(part.key())).distinct().collect(Collectors.joining(") OR (", "(", ")"));
        return DetailFiles.read(
                paths,
                "day DATE, provider VARCHAR, account VARCHAR, service VARCHAR, region VARCHAR, currency VARCHAR, sku VARCHAR,"
                        + " unit VARCHAR, resource VARCHAR, tags VARCHAR, cost DOUBLE, quantity DOUBLE",
                (columns, table) -> "SELECT * FROM (" + columns.details(table) + ") WHERE " + any,
                statement -> {
                    var all = new ArrayList<BillingBreakdown>();
                    for (var part : of) {
                        all.add(new Reading(statement, part.key(), part.start(), part.end()).breakdown());
                    }
                    return all;
                });
    }

    private static String isOf(SeriesKey key) {
        return "provider = %s AND account = %s AND service = %s AND currency = %s"
                        .formatted(
                                BillingFiles.quoted(key.provider()),
                                BillingFiles.quoted(key.account()),
                                BillingFiles.quoted(key.service()),
                                BillingFiles.quoted(key.currency()))
                + (key.region().isEmpty() ? "" : " AND region = " + BillingFiles.quoted(key.region()));
    }

    private record Reading(Statement statement, SeriesKey key, LocalDate start, LocalDate end) {

        BillingBreakdown breakdown() throws SQLException {
            var costs = costs();
            weights(costs);
            var parts = new ArrayList<BillingPart>();
            for (var dimension : DIMENSIONS.entrySet()) {
                parts.addAll(parts(dimension.getKey(), dimension.getValue()));
            }
            parts.addAll(tags());
            return new BillingBreakdown(costs, parts);
        }

        private DailyCosts costs() throws SQLException {
            var days = new LinkedHashMap<LocalDate, Double>();
            try (var rows = statement.executeQuery(
                    "SELECT day, sum(cost) AS cost FROM rows WHERE " + isOf(key) + " GROUP BY day ORDER BY day")) {
                while (rows.next()) {
                    days.put(rows.getObject("day", LocalDate.class), rows.getDouble("cost"));
                }
            }
            if (days.isEmpty()) {
                return new DailyCosts(key, start, new double[0]);
            }
            var first = days.keySet().iterator().next();
            var last = days.keySet().stream().reduce(first, (one, other) -> other);
            var costs = new double[(int) (last.toEpochDay() - first.toEpochDay()) + 1];
            days.forEach((day, cost) -> costs[(int) (day.toEpochDay() - first.toEpochDay())] = cost);
            return new DailyCosts(key, first, costs);
        }

        /** A day of the four weeks before counts as its weekday's part of what is expected. */
        private void weights(DailyCosts costs) throws SQLException {
            var anomalous = new int[WEEK + 1];
            for (var day = start; !day.isAfter(end); day = day.plusDays(1)) {
                anomalous[day.getDayOfWeek().getValue()]++;
            }
            var from =
                    start.minusDays(BEFORE_DAYS).isBefore(costs.first()) ? costs.first() : start.minusDays(BEFORE_DAYS);
            var before = new int[WEEK + 1];
            for (var day = from; day.isBefore(start); day = day.plusDays(1)) {
                before[day.getDayOfWeek().getValue()]++;
            }
            statement.execute("CREATE OR REPLACE TABLE weights (day DATE, earlier DOUBLE, later DOUBLE)");
            for (var day = from; !day.isAfter(end); day = day.plusDays(1)) {
                int weekday = day.getDayOfWeek().getValue();
                double earlier = day.isBefore(start) ? (double) anomalous[weekday] / before[weekday] : 0;
                statement.execute("INSERT INTO weights VALUES (DATE '%s', %s, %s)"
                        .formatted(day, earlier, day.isBefore(start) ? 0 : 1));
            }
        }

        private List<BillingPart> parts(String dimension, String column) throws SQLException {
            var parts = new ArrayList<BillingPart>();
            try (var rows = statement.executeQuery(sums(column, "unit"))) {
                while (rows.next()) {
                    var value = rows.getString(1);
                    if (!value.isEmpty()) {
                        parts.add(part(rows, dimension, value, rows.getString(2)));
                    }
                }
            }
            return parts;
        }

        private String sums(String column, String unit) {
            return """
                    SELECT %s AS value, %s AS unit, sum(cost * earlier) AS costBefore, sum(cost * later) AS costNow,
                           coalesce(sum(quantity * earlier), 0) AS quantityBefore, coalesce(sum(quantity * later), 0) AS quantityNow
                    FROM rows JOIN weights USING (day) WHERE %s GROUP BY ALL
                    ORDER BY abs(sum(cost * later) - sum(cost * earlier)) DESC, value LIMIT %d
                    """.formatted(column, unit, isOf(key), MOST_VALUES);
        }

        private static BillingPart part(java.sql.ResultSet rows, String dimension, String value, String unit)
                throws SQLException {
            return new BillingPart(
                    dimension,
                    value,
                    unit,
                    rows.getDouble("costBefore"),
                    rows.getDouble("costNow"),
                    rows.getDouble("quantityBefore"),
                    rows.getDouble("quantityNow"));
        }

        private List<BillingPart> tags() throws SQLException {
            var byTag = new LinkedHashMap<String, Map<String, double[]>>();
            try (var rows = statement.executeQuery(sums("tags", "''"))) {
                while (rows.next()) {
                    var costs = new double[] {rows.getDouble("costBefore"), rows.getDouble("costNow")};
                    tags(rows.getString(1)).forEach((name, value) -> add(byTag, name, name + "=" + value, costs));
                }
            }
            var parts = new ArrayList<BillingPart>();
            byTag.entrySet().stream()
                    .limit(MOST_TAGS)
                    .forEach(tag -> tag.getValue()
                            .forEach((value, costs) -> parts.add(
                                    new BillingPart("tag " + tag.getKey(), value, "", costs[0], costs[1], 0, 0))));
            return parts;
        }

        private static void add(Map<String, Map<String, double[]>> byTag, String name, String value, double[] costs) {
            var sum = byTag.computeIfAbsent(name, tag -> new LinkedHashMap<>())
                    .computeIfAbsent(value, one -> new double[2]);
            Arrays.setAll(sum, i -> sum[i] + costs[i]);
        }

        /** FOCUS writes tags as a JSON object; other forms are left out. */
        private static Map<String, String> tags(String text) {
            try {
                return text.startsWith("{") ? View.of(Json.parse(text)).texts() : Map.of();
            } catch (JsonException e) {
                return Map.of();
            }
        }
    }
}
