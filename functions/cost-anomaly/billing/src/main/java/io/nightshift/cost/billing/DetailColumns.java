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
        NAMES.put("commitment", List.of("CommitmentDiscountId", "reservation_reservation_a_r_n"));
        NAMES.put("plan", List.of("savings_plan_savings_plan_a_r_n"));
        NAMES.put("status", List.of("CommitmentDiscountStatus"));
        NAMES.put("pricing", List.of("PricingCategory"));
        NAMES.put("list", List.of("ListCost", "pricing_public_on_demand_cost"));
        NAMES.put("unusedFee", List.of("reservation_unused_amortized_upfront_fee_for_billing_period"));
        NAMES.put("unusedRecurring", List.of("reservation_unused_recurring_fee"));
        NAMES.put("planCommitted", List.of("savings_plan_total_commitment_to_date"));
        NAMES.put("planUsed", List.of("savings_plan_used_commitment"));
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

    /**
     * What commitments (reservations, savings plans, committed use) covered, what of them was not used, and what could have been
     * covered. CUR has the unused part in the rows of fees.
     */
    String commitments(String from) {
        var type = "lower(" + usual.text("category") + ")";
        var id = "coalesce(nullif(" + text("commitment") + ", ''), " + text("plan") + ")";
        var isUnused = "lower(" + text("status") + ") = 'unused'";
        var list = "coalesce(" + number("list") + ", " + usual.cost() + ")";
        var isUsage = type + " IN ('', 'usage', 'discountedusage', 'savingsplancoveredusage')";
        return """
                SELECT day, provider, service, currency, commitment, sum(used) AS used, sum(unused) AS unused,
                       sum(covered) AS covered, sum(uncovered) AS uncovered
                FROM (SELECT %1$s AS day, %2$s AS provider, %3$s AS service, upper(%4$s) AS currency, %5$s AS commitment,
                             CASE WHEN %5$s <> '' AND %6$s AND NOT %7$s THEN %8$s ELSE 0 END AS used,
                             CASE WHEN %7$s THEN %8$s
                                  WHEN %9$s = 'rifee' THEN coalesce(%10$s, 0) + coalesce(%11$s, 0)
                                  WHEN %9$s = 'savingsplanrecurringfee' THEN greatest(0, coalesce(%12$s - %13$s, 0))
                                  ELSE 0 END AS unused,
                             CASE WHEN %5$s <> '' AND %6$s AND NOT %7$s THEN %14$s ELSE 0 END AS covered,
                             CASE WHEN %5$s = '' AND %6$s AND lower(%15$s) IN ('', 'standard') THEN %14$s ELSE 0 END AS uncovered
                      FROM %16$s)
                WHERE day IS NOT NULL AND (used <> 0 OR unused <> 0 OR covered <> 0 OR uncovered <> 0) GROUP BY ALL
                """.formatted(
                        usual.day(),
                        usual.text("provider"),
                        usual.text("ServiceName"),
                        usual.text("BillingCurrency"),
                        id,
                        isUsage,
                        isUnused,
                        usual.cost(),
                        type,
                        number("unusedFee"),
                        number("unusedRecurring"),
                        number("planCommitted"),
                        number("planUsed"),
                        list,
                        text("pricing"),
                        from);
    }
}
