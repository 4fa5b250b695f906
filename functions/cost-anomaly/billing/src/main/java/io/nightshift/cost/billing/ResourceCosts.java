package io.nightshift.cost.billing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What each resource costs in 30 days, by the newest 30 days of the files. A resource that is younger is taken as if it had been there
 * all the time.
 *
 * @param costs by the last part of the resource's id, in lower case
 */
public record ResourceCosts(Map<String, MonthlyCost> costs) {

    private static final int DAYS = 30;

    /** The cost of 30 days. */
    public record MonthlyCost(double amount, String currency) {}

    public ResourceCosts {
        costs = Map.copyOf(costs);
    }

    public static ResourceCosts read(List<Path> paths) throws BillingException {
        return DetailFiles.read(
                paths,
                "day DATE, provider VARCHAR, account VARCHAR, service VARCHAR, region VARCHAR, currency VARCHAR, sku VARCHAR,"
                        + " unit VARCHAR, resource VARCHAR, tags VARCHAR, cost DOUBLE, quantity DOUBLE",
                DetailColumns::details,
                ResourceCosts::of);
    }

    private static ResourceCosts of(Statement statement) throws SQLException {
        var all = new HashMap<String, MonthlyCost>();
        try (var rows = statement.executeQuery("""
                SELECT resource, currency, sum(cost) AS cost, count(DISTINCT day) AS days
                FROM rows WHERE resource <> '' AND day > (SELECT max(day) FROM rows) - %d GROUP BY ALL""".formatted(DAYS))) {
            while (rows.next()) {
                all.put(
                        key(rows.getString("resource")),
                        new MonthlyCost(
                                rows.getDouble("cost") * DAYS / rows.getInt("days"), rows.getString("currency")));
            }
        }
        return new ResourceCosts(all);
    }

    /** Providers write an id, an ARN or a whole URL. */
    private static String key(String resource) {
        int cut = Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':'));
        return resource.substring(cut + 1).toLowerCase(Locale.ROOT);
    }

    /** @param name of a resource, or an id or ARN of it */
    public Optional<MonthlyCost> of(String name) {
        return Optional.ofNullable(costs.get(key(name)));
    }
}
