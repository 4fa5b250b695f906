package io.nightshift.cost.explain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the parts that carry a rise (or a drop), of each dimension until 80 % of it is explained. */
public final class DriverSearch {

    private static final double ENOUGH = 0.8;
    private static final int MOST = 5;
    private static final double NOTHING = 0.005;

    private DriverSearch() {}

    /**
     * Each share is of all parts with the same sign: parts that fell never push a share above 100 %.
     *
     * @param falls whether the cost dropped
     */
    public static List<CostDriver> find(List<CostPart> parts, boolean falls) {
        Map<String, List<CostPart>> byDimension = new LinkedHashMap<>();
        parts.forEach(part -> byDimension
                .computeIfAbsent(part.dimension(), dimension -> new ArrayList<>())
                .add(part));
        var drivers = new ArrayList<CostDriver>();
        byDimension.forEach((dimension, values) -> drivers.addAll(carriers(dimension, values, falls ? -1 : 1)));
        return List.copyOf(drivers);
    }

    private static List<CostDriver> carriers(String dimension, List<CostPart> parts, int sign) {
        Map<String, Double> byValue = new LinkedHashMap<>();
        parts.forEach(part -> byValue.merge(part.value(), sign * part.rise(), Double::sum));
        double all = byValue.values().stream()
                .filter(rise -> rise > NOTHING)
                .mapToDouble(rise -> rise)
                .sum();
        var sorted = byValue.entrySet().stream()
                .filter(entry -> entry.getValue() > NOTHING)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        var found = new ArrayList<CostDriver>();
        double explained = 0;
        for (var entry : sorted) {
            if (found.size() == MOST || explained >= ENOUGH * all) {
                break;
            }
            explained += entry.getValue();
            found.add(new CostDriver(dimension, entry.getKey(), BigDecimal.valueOf(sign * entry.getValue()), (int)
                    Math.round(100 * entry.getValue() / all)));
        }
        return found;
    }
}
