package io.nightshift.cost.explain;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.anomaly.AnomalyReport;
import java.math.BigDecimal;

/**
 * One part of what carries an anomaly.
 *
 * @param dimension {@code usage-type}, {@code resource}, {@code tag}, {@code account} or {@code region}
 * @param rise in the currency of the series
 * @param percent of all that rose; never above 100
 */
public record CostDriver(String dimension, String value, BigDecimal rise, int percent) {

    private static final int LONGEST = 200;

    public CostDriver {
        rise = AnomalyReport.money(rise);
        value = value.length() <= LONGEST ? value : value.substring(0, LONGEST - 1) + "…";
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("dimension", dimension)
                .with("value", value)
                .with("rise", AnomalyReport.number(rise))
                .with("percent", percent);
    }

    static CostDriver read(View json) throws JsonException {
        return new CostDriver(
                json.at("dimension").text(),
                json.at("value").text(),
                json.at("rise").number(),
                (int) json.at("percent").integer());
    }
}
