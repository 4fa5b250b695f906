package io.nightshift.cost.explain;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Why an anomaly costs more.
 *
 * @param drivers of each dimension until 80 % of the rise is explained
 * @param split usage or price
 * @param changes in its account, near its start; the nearest first
 * @param days for a picture
 * @param missing what could not be found out; empty if all was
 */
public record CostExplanation(
        List<CostDriver> drivers, PriceSplit split, List<NearbyChange> changes, DayBand days, String missing) {

    /** More changes are not told. */
    public static final int MOST_CHANGES = 8;

    public static final CostExplanation NONE =
            new CostExplanation(List.of(), PriceSplit.of(List.of()), List.of(), DayBand.EMPTY, "");

    public CostExplanation {
        drivers = List.copyOf(drivers);
        changes = changes.stream().limit(MOST_CHANGES).toList();
    }

    public static CostExplanation missing(String why) {
        return new CostExplanation(List.of(), NONE.split(), List.of(), DayBand.EMPTY, why);
    }

    /** The same without changes, and why. */
    public CostExplanation lacking(String why) {
        return new CostExplanation(drivers, split, List.of(), days, why);
    }

    public CostExplanation with(List<NearbyChange> near) {
        return new CostExplanation(drivers, split, near, days, missing);
    }

    /** {@code name=value} of the tags that carry it. */
    public List<String> tags() {
        return drivers.stream()
                .filter(driver -> driver.dimension().startsWith("tag "))
                .map(CostDriver::value)
                .toList();
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with(
                        "drivers",
                        Json.arr(drivers.stream().map(CostDriver::toJson).toList()))
                .with("split", split.toJson())
                .with(
                        "changes",
                        Json.arr(changes.stream().map(NearbyChange::toJson).toList()))
                .with("days", days.toJson())
                .with("missing", missing);
    }

    public static CostExplanation read(View json) throws JsonException {
        var drivers = new ArrayList<CostDriver>();
        for (var driver : json.at("drivers").items()) {
            drivers.add(CostDriver.read(driver));
        }
        var changes = new ArrayList<NearbyChange>();
        for (var change : json.at("changes").items()) {
            changes.add(NearbyChange.read(change));
        }
        return new CostExplanation(
                drivers,
                PriceSplit.read(json.at("split")),
                changes,
                DayBand.read(json.at("days")),
                json.at("missing").text());
    }
}
