package io.nightshift.cost.gcp;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of billing data and the query for its costs by day: the standard or detailed export of Cloud Billing, or a table with
 * FOCUS columns. Only columns that the table has are queried.
 *
 * @see <a href="https://docs.cloud.google.com/billing/docs/how-to/export-data-bigquery-tables">Google Cloud: billing data tables</a>
 */
record BillingTable(String project, String dataset, String table) {

    /** No quote, so that it can stand in a query. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9.:-]+)\\.([A-Za-z0-9_]+)\\.([A-Za-z0-9_-]+)");

    private static final String DAY = "FORMAT_TIMESTAMP('%%Y-%%m-%%dT00:00:00Z', %s)";

    /** A JSON object of the list of labels, as FOCUS writes tags. */
    private static final String LABELS =
            "CONCAT('{', ARRAY_TO_STRING(ARRAY(SELECT CONCAT(TO_JSON_STRING(label.key), ':',"
                    + " TO_JSON_STRING(label.value)) FROM UNNEST(%s) AS label ORDER BY label.key), ','), '}')";

    private static final List<String> FOCUS = List.of(
            "ServiceName",
            "BillingCurrency",
            "SubAccountId",
            "RegionId",
            "ProviderName",
            "ServiceProviderName",
            "ChargeCategory",
            "SkuId",
            "SkuMeter",
            "PricingUnit",
            "ResourceId");
    private static final List<String> FOCUS_SUMS = List.of("EffectiveCost", "BilledCost", "PricingQuantity");

    static BillingTable of(String name) throws CallFailed {
        var match = NAME.matcher(name);
        if (!match.matches()) {
            throw new CallFailed(Problem.permanent(
                    "BadSource", "source.table is invalid: expected project.dataset.table of the billing export"));
        }
        return new BillingTable(match.group(1), match.group(2), match.group(3));
    }

    String name() {
        return project + "." + dataset + "." + table;
    }

    /**
     * The query for the costs of each day, series, SKU and resource. Rows get their columns first and are added up by position then: names
     * of the answer may be those of the table.
     *
     * @param from the first day
     */
    String query(Table found, LocalDate from) throws CallFailed {
        var columns =
                fields(found.getSchema() == null ? null : found.getSchema().getFields());
        boolean focus = columns.containsKey("ChargePeriodStart");
        if (!focus && !columns.containsKey("usage_start_time")) {
            throw new CallFailed(Problem.permanent(
                    "NoBillingTable",
                    name() + " has neither usage_start_time nor ChargePeriodStart; expected a billing export table"));
        }
        var dimensions = focus ? focus(columns) : export(columns);
        var sums = focus ? focusSums(columns) : exportSums(columns);
        var start = focus ? "ChargePeriodStart" : "usage_start_time";
        var inner = new ArrayList<String>();
        dimensions.forEach((name, expression) -> inner.add(expression + " AS " + name));
        sums.forEach((name, expression) -> inner.add(expression + " AS " + name));
        return "SELECT " + String.join(", ", dimensions.keySet()) + ", "
                + sums.keySet().stream()
                        .map(name -> "SUM(" + name + ") AS " + name)
                        .collect(Collectors.joining(", "))
                + " FROM (\nSELECT " + String.join(",\n  ", inner) + "\nFROM `" + name() + "`\nWHERE " + start
                + " >= TIMESTAMP('" + from + "')" + partitions(found, columns, from) + ")\nGROUP BY "
                + IntStream.rangeClosed(1, dimensions.size())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
    }

    /**
     * Limits what is scanned. Usage is exported after it happened, so a partition by time of export holds no earlier usage. Rows that
     * were just streamed have no partition yet.
     */
    private static String partitions(Table found, Map<String, TableFieldSchema> columns, LocalDate from) {
        var partitioning = found.getTimePartitioning();
        if (partitioning == null) {
            return "";
        }
        if (partitioning.getField() == null) {
            return "\n  AND (_PARTITIONTIME >= TIMESTAMP('" + from + "') OR _PARTITIONTIME IS NULL)";
        }
        var field = columns.get(partitioning.getField());
        var type = field != null && "DATE".equals(field.getType()) ? "DATE" : "TIMESTAMP";
        return "\n  AND `" + partitioning.getField() + "` >= " + type + "('" + from + "')";
    }

    private static Map<String, String> export(Map<String, TableFieldSchema> columns) {
        var all = new LinkedHashMap<String, String>();
        all.put("ChargePeriodStart", DAY.formatted("usage_start_time"));
        all.put("ServiceName", "service.description");
        all.put("BillingCurrency", "currency");
        all.put("SubAccountId", "project.id");
        all.put("RegionId", "location.region");
        all.put("ProviderName", "'Google Cloud'");
        all.put("ChargeCategory", "cost_type");
        all.put("x_SkuDescription", "sku.description");
        all.put("PricingUnit", "usage.pricing_unit");
        if (columns.containsKey("resource.global_name")) {
            all.put("ResourceId", "COALESCE(resource.global_name, resource.name)");
        }
        if (columns.containsKey("labels")) {
            all.put("Tags", LABELS.formatted("labels"));
        }
        return all;
    }

    private static Map<String, String> exportSums(Map<String, TableFieldSchema> columns) {
        var all = new LinkedHashMap<String, String>();
        all.put(
                "EffectiveCost",
                columns.containsKey("credits")
                        ? "cost + IFNULL((SELECT SUM(credit.amount) FROM UNNEST(credits) AS credit), 0)"
                        : "cost");
        all.put("PricingQuantity", "usage.amount_in_pricing_units");
        return all;
    }

    private static Map<String, String> focus(Map<String, TableFieldSchema> columns) {
        var all = new LinkedHashMap<String, String>();
        all.put("ChargePeriodStart", DAY.formatted("ChargePeriodStart"));
        FOCUS.stream().filter(columns::containsKey).forEach(name -> all.put(name, name));
        var tags = columns.get("Tags");
        if (tags != null) {
            all.put("Tags", tags.getFields() == null ? "TO_JSON_STRING(Tags)" : LABELS.formatted("Tags"));
        }
        return all;
    }

    private static Map<String, String> focusSums(Map<String, TableFieldSchema> columns) {
        var all = new LinkedHashMap<String, String>();
        FOCUS_SUMS.stream().filter(columns::containsKey).forEach(name -> all.put(name, name));
        return all;
    }

    /** By name; a field in a record as {@code record.field}. */
    private static Map<String, TableFieldSchema> fields(@Nullable List<TableFieldSchema> fields) {
        var all = new LinkedHashMap<String, TableFieldSchema>();
        for (var field : fields == null ? List.<TableFieldSchema>of() : fields) {
            all.put(field.getName(), field);
            for (var inner : field.getFields() == null ? List.<TableFieldSchema>of() : field.getFields()) {
                all.put(field.getName() + "." + inner.getName(), inner);
            }
        }
        return all;
    }
}
