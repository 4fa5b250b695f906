package io.nightshift.cost.explain;

/**
 * The cost and quantity of one value of a dimension: as expected by the four weeks before, and as it came.
 *
 * @param unit of the quantity; empty if there is none
 */
public record CostPart(
        String dimension,
        String value,
        String unit,
        double costBefore,
        double costNow,
        double quantityBefore,
        double quantityNow) {

    double rise() {
        return costNow - costBefore;
    }
}
