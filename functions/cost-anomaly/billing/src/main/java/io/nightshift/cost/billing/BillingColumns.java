package io.nightshift.cost.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a file that are read, as expressions of SQL. FOCUS 1.0 to 1.3, CUR 2.0 and the export of BigQuery; names may differ in
 * case, dots and underscores.
 *
 * @see <a href="https://focus.finops.org/focus-specification/">FOCUS</a>
 * @see <a href="https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html">CUR 2.0</a>
 * @see <a href="https://docs.cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage">BigQuery export</a>
 */
final class BillingColumns {

    private static final String DAY = "ChargePeriodStart";
    private static final String COST = "EffectiveCost";
    private static final String SERVICE = "ServiceName";
    private static final String CURRENCY = "BillingCurrency";

    /** The first one that a file has is taken. */
    private static final Map<String, List<String>> NAMES = names();

    private static final String EMPTY = "''";

    private final Map<String, String> found = new LinkedHashMap<>();

    private static Map<String, List<String>> names() {
        var names = new LinkedHashMap<String, List<String>>();
        names.put(DAY, List.of(DAY, "line_item_usage_start_date", "usage_start_time"));
        names.put(SERVICE, List.of(SERVICE, "product_servicecode", "line_item_product_code", "service.description"));
        names.put(CURRENCY, List.of(CURRENCY, "line_item_currency_code", "currency"));
        names.put(
                COST, List.of(COST, "BilledCost", "line_item_net_unblended_cost", "line_item_unblended_cost", "cost"));
        names.put("account", List.of("SubAccountId", "line_item_usage_account_id", "project.id", "BillingAccountId"));
        names.put("region", List.of("RegionId", "RegionName", "Region", "product_region_code", "location.region"));
        names.put("provider", List.of("ProviderName", "ServiceProviderName", "PublisherName"));
        names.put("category", List.of("ChargeCategory", "line_item_line_item_type", "cost_type"));
        names.put("credits", List.of("credits"));
        names.put("reservation", List.of("reservation_effective_cost"));
        names.put("plan", List.of("savings_plan_savings_plan_effective_cost"));
        return names;
    }

    /** @param columns that the file has */
    static BillingColumns of(String file, List<String> columns) throws BillingException {
        var byName = new LinkedHashMap<String, String>();
        columns.forEach(column -> byName.putIfAbsent(plain(column), column));
        var result = new BillingColumns();
        NAMES.forEach((part, names) -> names.stream()
                .map(name -> byName.get(plain(name)))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .ifPresent(column -> result.found.put(part, column)));
        var missing = new ArrayList<String>();
        for (var part : List.of(DAY, SERVICE, CURRENCY, COST)) {
            if (!result.found.containsKey(part)) {
                missing.add(part.equals(COST) ? "EffectiveCost or BilledCost" : part);
            }
        }
        if (!missing.isEmpty()) {
            throw new BillingException(
                    "%s: has no column %s; it has %s".formatted(file, String.join(", ", missing), shortened(columns)));
        }
        return result;
    }

    /** What is not known because the file has no column for it; empty if there is nothing. */
    List<String> missing() {
        return Map.of("account", "SubAccountId", "region", "RegionId", "category", "ChargeCategory").entrySet().stream()
                .filter(part -> !found.containsKey(part.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    private static String shortened(List<String> columns) {
        var first = String.join(", ", columns.subList(0, Math.min(columns.size(), 12)));
        return columns.size() > 12 ? first + " and " + (columns.size() - 12) + " more" : first;
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace("_", "").replace(".", "");
    }

    private Optional<String> column(String part) {
        return Optional.ofNullable(found.get(part)).map(name -> '"' + name.replace("\"", "\"\"") + '"');
    }

    /** The text of a column, trimmed; {@code NULL} as a word is empty. */
    String text(String part) {
        return column(part)
                .map(name -> "coalesce(nullif(nullif(trim(" + name + "::VARCHAR), 'NULL'), 'null'), '')")
                .orElse(EMPTY);
    }

    /** The cast takes spaces around a number; an empty text is NULL. Trimming each row before would cost half of the reading time. */
    private String number(String part) {
        return column(part).map(name -> "try_cast(" + name + " AS DOUBLE)").orElse("NULL");
    }

    /** UTC, whatever way the time is written. */
    String day() {
        var text = text(DAY);
        return "coalesce(try_cast(try_cast(" + text + " AS TIMESTAMPTZ) AS DATE), try_cast(try_strptime(" + text
                + ", ['%m/%d/%Y', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M:%S %p', '%Y/%m/%d', '%Y/%m/%d %H:%M:%S']) AS DATE))";
    }

    /** Amortised: what a commitment covers costs its part of the commitment. */
    String cost() {
        var usual = number(COST);
        var type = "lower(" + text("category") + ")";
        if (found.containsKey("reservation") || found.containsKey("plan")) {
            return "CASE WHEN " + type + " = 'discountedusage' THEN coalesce(" + number("reservation") + ", " + usual
                    + ") WHEN " + type + " = 'savingsplancoveredusage' THEN coalesce(" + number("plan") + ", " + usual
                    + ") ELSE " + usual + " END";
        }
        return found.containsKey("credits") ? usual + " + " + credits() : usual;
    }

    /** The sum of the amounts in the list of credits that Google writes beside a cost. */
    private String credits() {
        return "coalesce(list_sum(list_transform(regexp_extract_all(" + text("credits")
                + ", '[\"'']?amount[\"'']?\\s*[:=]\\s*[\"'']?(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)', 1),"
                + " lambda one: try_cast(one AS DOUBLE))), 0)";
    }

    /** Of files that name none: each cloud has its own columns. */
    private String provider() {
        if (found.containsKey("provider")) {
            return text("provider");
        }
        var day = found.getOrDefault(DAY, "").toLowerCase(Locale.ROOT);
        return day.startsWith("line_item") ? "'AWS'" : day.startsWith("usage_start") ? "'Google Cloud'" : EMPTY;
    }

    /** Accounts of AWS lose their leading zeros in spreadsheets. */
    String account() {
        var text = text("account");
        var aws = "regexp_matches(" + text + ", '^[0-9]{9,11}$') AND "
                + (found.containsKey("provider")
                        ? "lower(" + text("provider") + ") SIMILAR TO '.*(aws|amazon).*'"
                        : "true");
        return "CASE WHEN " + aws + " THEN lpad(" + text + ", 12, '0') ELSE " + text + " END";
    }

    /** Usage only: credits, refunds, taxes, purchases and support fees are no usage. */
    String usage() {
        return found.containsKey("category")
                ? "lower(" + text("category")
                        + ") IN ('', 'usage', 'regular', 'discountedusage', 'savingsplancoveredusage')"
                : "true";
    }

    /**
     * The rows of a file, a table function of DuckDB, by day and series. A day or a cost that cannot be read is NULL. {@code odd} is 0
     * if the rows of a group cancel each other out by what is read of them. Rows are added up as they are written first: what the
     * columns mean is computed for each distinct text, not for each row.
     */
    String select(String from) {
        var written = Stream.of(DAY, "provider", "account", SERVICE, "region", CURRENCY, "category")
                .flatMap(part -> column(part).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return """
                SELECT %s AS day, %s AS provider, %s AS account, %s AS service, lower(%s) AS region, upper(%s) AS currency,
                       sum(cost) AS cost, sum(lines)::BIGINT AS lines, sum(unread)::BIGINT AS unread,
                       bit_xor(CASE WHEN odd = 0 THEN 0 ELSE hash(odd, %s) END) AS odd,
                       sum(negative)::BIGINT AS negative
                FROM (SELECT %s, sum(one_cost) FILTER (isfinite(one_cost)) AS cost, count(*) AS lines,
                             count(*) FILTER (one_cost IS NULL OR NOT isfinite(one_cost)) AS unread,
                             bit_xor(hash(one_cost)) AS odd, count(*) FILTER (one_cost < 0) AS negative
                      FROM (SELECT %s, %s AS one_cost FROM %s) GROUP BY %s)
                WHERE %s GROUP BY ALL
                """.formatted(
                        day(),
                        provider(),
                        account(),
                        text(SERVICE),
                        text("region"),
                        text(CURRENCY),
                        written,
                        written,
                        written,
                        cost(),
                        from,
                        written,
                        usage());
    }

    /** The days of a list, each with the hashes of its whole rows, which cancel each other out if each row is there twice. */
    String wholeRows(String from, String days) {
        return "SELECT day, bit_xor(odd) AS odd FROM (SELECT " + day()
                + " AS day, hash(CAST(source AS VARCHAR)) AS odd FROM " + from + " AS source WHERE " + usage()
                + ") WHERE day IN (" + days + ") GROUP BY day";
    }
}
