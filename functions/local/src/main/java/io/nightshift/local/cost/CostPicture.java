package io.nightshift.local.cost;

import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.explain.DayBand;
import io.nightshift.text.HtmlText;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A picture of an anomaly as SVG: the cost of each day, the band that was expected, and the days of the anomaly. */
final class CostPicture {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 200;
    private static final int LEFT = 56;
    private static final int TOP = 22;
    private static final int FLOOR = 170;
    private static final int RIGHT = 12;

    private final AnomalyReport report;
    private final DayBand days;
    private final double top;

    private CostPicture(AnomalyReport report, DayBand days) {
        this.report = report;
        this.days = days;
        this.top = Math.max(
                days.costs().stream()
                        .filter(cost -> !cost.isNaN())
                        .mapToDouble(cost -> cost)
                        .max()
                        .orElse(1),
                days.high().stream().mapToDouble(high -> high).max().orElse(1));
    }

    static String of(AnomalyReport report, DayBand days) {
        return days.costs().isEmpty() ? "" : new CostPicture(report, days).svg();
    }

    private String svg() {
        int last = days.costs().size() - 1;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="system-ui, sans-serif" font-size="11">
                <title>%s</title>
                <rect width="%d" height="%d" fill="#ffffff"/>
                %s<polygon points="%s" fill="#9db4d0" opacity="0.45"/>
                <polyline points="%s" fill="none" stroke="#1c2430" stroke-width="1.6"/>
                <line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#8893a2"/>
                <text x="%d" y="14" fill="#1c2430">%s</text>
                <text x="4" y="%s" fill="#55606e">%s</text>
                <text x="4" y="%d" fill="#55606e">0</text>
                <text x="%d" y="%d" fill="#55606e">%s</text>
                <text x="%d" y="%d" fill="#55606e" text-anchor="end">%s</text>
                </svg>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        WIDTH,
                        HEIGHT,
                        HtmlText.text(report.where()),
                        WIDTH,
                        HEIGHT,
                        anomaly(),
                        band(),
                        line(),
                        LEFT,
                        FLOOR,
                        WIDTH - RIGHT,
                        FLOOR,
                        LEFT,
                        HtmlText.text(report.where() + ", " + report.impact() + " "
                                + report.series().currency() + " beyond expectation"),
                        number(y(top) + 4),
                        number(top),
                        FLOOR,
                        LEFT,
                        FLOOR + 16,
                        days.first(),
                        WIDTH - RIGHT,
                        FLOOR + 16,
                        days.first().plusDays(last));
    }

    private String anomaly() {
        int from = (int) Math.max(0, report.start().toEpochDay() - days.first().toEpochDay());
        int to = (int) Math.min(
                days.costs().size() - 1L,
                report.end().toEpochDay() - days.first().toEpochDay());
        return to < from
                ? ""
                : "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"#c0392b\" opacity=\"0.16\"/>\n"
                        .formatted(number(x(from) - step() / 2), TOP, number((to - from + 1) * step()), FLOOR - TOP);
    }

    private String band() {
        var high = IntStream.range(0, days.high().size())
                .mapToObj(day -> point(day, days.high().get(day)))
                .collect(Collectors.joining(" "));
        var low = IntStream.range(0, days.low().size())
                .mapToObj(day -> point(
                        days.low().size() - 1 - day, days.low().get(days.low().size() - 1 - day)))
                .collect(Collectors.joining(" "));
        return high + " " + low;
    }

    private String line() {
        return IntStream.range(0, days.costs().size())
                .filter(day -> !days.costs().get(day).isNaN())
                .mapToObj(day -> point(day, days.costs().get(day)))
                .collect(Collectors.joining(" "));
    }

    private String point(int day, double amount) {
        return number(x(day)) + "," + number(y(amount));
    }

    private double step() {
        return (double) (WIDTH - LEFT - RIGHT) / Math.max(1, days.costs().size());
    }

    private double x(int day) {
        return LEFT + (day + 0.5) * step();
    }

    private double y(double amount) {
        return FLOOR - (FLOOR - TOP) * amount / Math.max(0.01, top);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
