package io.nightshift.cost.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillingTableTest {

    private static final LocalDate FROM = LocalDate.of(2026, 9, 1);

    private static TableFieldSchema field(String name, String type) {
        return new TableFieldSchema().setName(name).setType(type);
    }

    private static Table table(TableFieldSchema... fields) {
        return new Table().setSchema(new TableSchema().setFields(List.of(fields)));
    }

    private static String query(Table table) throws Exception {
        return BillingTable.of("shop-billing.billing.costs").query(table, FROM);
    }

    @Test
    void theStandardExportHasNoResources() throws Exception {
        var sql = query(table(field("usage_start_time", "TIMESTAMP"), field("credits", "RECORD"))
                .setTimePartitioning(new TimePartitioning().setType("DAY")));
        assertThat(sql)
                .contains("FROM `shop-billing.billing.costs`", "UNNEST(credits)", "_PARTITIONTIME IS NULL")
                .doesNotContain("ResourceId", "Tags");
    }

    @Test
    void aTableWithColumnsOfFocusIsQueriedByThoseThatItHas() throws Exception {
        var sql = query(new Table()
                .setSchema(new TableSchema()
                        .setFields(List.of(
                                field("ChargePeriodStart", "TIMESTAMP"),
                                field("ServiceName", "STRING"),
                                field("BillingCurrency", "STRING"),
                                field("EffectiveCost", "NUMERIC"),
                                field("Tags", "RECORD")
                                        .setFields(List.of(field("key", "STRING"), field("value", "STRING"))))))
                .setTimePartitioning(new TimePartitioning().setField("ChargePeriodStart")));
        assertThat(sql)
                .contains(
                        "SUM(EffectiveCost) AS EffectiveCost",
                        "EffectiveCost AS EffectiveCost",
                        "GROUP BY 1, 2, 3, 4",
                        "UNNEST(Tags)",
                        "`ChargePeriodStart` >= TIMESTAMP(")
                .doesNotContain("RegionId", "BilledCost");
    }

    @Test
    void anotherTableIsRefused() {
        assertThatThrownBy(() -> query(table(field("id", "STRING"))))
                .hasMessageContaining("has neither usage_start_time nor ChargePeriodStart");
    }
}
