package io.nightshift.promotion.plan;

import io.nightshift.core.json.Json;
import io.nightshift.promotion.judge.InsufficientData;
import java.time.Duration;
import java.util.List;

/**
 * The monitoring of a version during its bake.
 *
 * @param every the time between two checks, and the width of a point of a metric
 * @param shortage what to do when a bake ends without enough data
 * @param extend the total time by which a bake may be extended
 * @param metrics each {@code {name, source, query, max | min | maxRatio, or the judge's own fields}}
 * @param judge {@code {mode, groupWeights, scoreThresholds}} for the metrics that the judge judges
 * @param alarms {@code [{source, name}]}: one that fires rolls the version back
 */
public record Analysis(
        Duration every,
        InsufficientData shortage,
        Duration extend,
        List<Json.Obj> metrics,
        Json.Obj judge,
        List<Json.Obj> alarms) {

    public Analysis {
        metrics = List.copyOf(metrics);
        alarms = List.copyOf(alarms);
    }
}
