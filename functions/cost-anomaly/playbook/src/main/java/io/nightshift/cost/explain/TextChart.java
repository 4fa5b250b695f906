package io.nightshift.cost.explain;

import java.util.List;

/** A line of bars, one for each of the last days: {@code ▂▂▃▂▇█}. A day without costs known is a dot. */
public final class TextChart {

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private TextChart() {}

    public static String of(List<Double> costs, int most) {
        var last = costs.subList(Math.max(0, costs.size() - most), costs.size());
        double top = last.stream()
                .filter(cost -> !cost.isNaN())
                .mapToDouble(cost -> cost)
                .max()
                .orElse(0);
        var line = new StringBuilder();
        for (var cost : last) {
            line.append(cost.isNaN() ? '·' : BARS.charAt(bar(cost, top)));
        }
        return line.toString();
    }

    private static int bar(double cost, double top) {
        return top <= 0
                ? 0
                : (int) Math.min(BARS.length() - 1L, Math.max(0, Math.round(cost / top * (BARS.length() - 1))));
    }
}
