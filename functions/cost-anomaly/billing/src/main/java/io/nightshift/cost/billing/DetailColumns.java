package io.nightshift.cost.billing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns that say what a row is for, beside those of {@link BillingColumns}. All may be missing. */
final class DetailColumns {

    private static final Map<String, List<String>> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put(
                "sku",
                List.of(
                        "x_UsageType",
                        "line_item_usage_type",
                        "x_SkuDescription",
                        "SkuMeter",
                        "SkuPriceId",
                        "SkuId",
                        "ChargeDescription"));
        NAMES.put("unit", List.of("PricingUnit", "pricing_unit", "ConsumedUnit"));
        NAMES.put("quantity", List.of("PricingQuantity", "line_item_usage_amount", "ConsumedQuantity"));
        NAMES.put("resource", List.of("ResourceId", "line_item_resource_id"));
        NAMES.put("tags", List.of("Tags", "resource_tags"));
        NAMES.put("billed", List.of("BilledCost", "line_item_unblended_cost"));
    }

    private final BillingColumns usual;
    private final Map<String, String> found = new LinkedHashMap<>();

    private DetailColumns(BillingColumns usual) {
        this.usual = usual;
    }

    static DetailColumns of(String file, List<String> columns) throws BillingException {
        var result = new DetailColumns(BillingColumns.of(file, columns));
        NAMES.forEach((part, names) -> names.stream()
                .flatMap(name -> columns.stream().filter(column -> plain(column).equals(plain(name))))
                .findFirst()
                .ifPresent(column -> result.found.put(part, '"' + column.replace("\"", "\"\"") + '"')));
        return result;
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace("_", "");
    }

    private String text(String part) {
        var column = found.get(part);
        return column == null ? "''" : "coalesce(nullif(nullif(trim(" + column + "::VARCHAR), 'NULL'), 'null'), '')";
    }

    private String number(String part) {
        var column = found.get(part);
        return column == null ? "NULL" : "try_cast(nullif(trim(" + column + "::VARCHAR), '') AS DOUBLE)";
    }

    /** The rows of usage of a file, added up by day and by what they are for. */
    String details(String from) {
        return """
                SELECT day, provider, account, service, region, currency, sku, unit, resource, tags,
                       sum(cost) AS cost, sum(quantity) AS quantity
                FROM (SELECT %s AS day, %s AS provider, %s AS account, %s AS service, lower(%s) AS region, upper(%s) AS currency,
                             %s AS sku, %s AS unit, %s AS resource, %s AS tags, %s AS cost, %s AS quantity
                      FROM %s WHERE %s)
                WHERE day IS NOT NULL AND isfinite(cost) GROUP BY ALL
                """.formatted(
                        usual.day(),
                        usual.text("provider"),
                        usual.account(),
                        usual.text("ServiceName"),
                        usual.text("region"),
                        usual.text("BillingCurrency"),
                        text("sku"),
                        text("unit"),
                        text("resource"),
                        text("tags"),
                        usual.cost(),
                        number("quantity"),
                        from,
                        usual.usage());
    }

    /** All charges of a file as they are billed, added up by day and series; {@code untagged} is the part of usage without tags, if the file has tags. */
    String billed(String from) {
        var billed = found.containsKey("billed") ? number("billed") : usual.cost();
        return """
                SELECT day, provider, account, service, region, currency, sum(billed) AS billed,
                       sum(billed) FILTER (isUsage AND %s AND tags IN ('', '{}', '[]')) AS untagged
                FROM (SELECT %s AS day, %s AS provider, %s AS account, %s AS service, lower(%s) AS region, upper(%s) AS currency,
                             %s AS billed, %s AS tags, %s AS isUsage FROM %s)
                WHERE day IS NOT NULL AND isfinite(billed) GROUP BY ALL
                """.formatted(
                        found.containsKey("tags"),
                        usual.day(),
                        usual.text("provider"),
                        usual.account(),
                        usual.text("ServiceName"),
                        usual.text("region"),
                        usual.text("BillingCurrency"),
                        billed,
                        text("tags"),
                        usual.usage(),
                        from);
    }
}
