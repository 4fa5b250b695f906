package io.nightshift.cost.picture;

import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.explain.DayBand;
import io.nightshift.cost.picture.VectorPicture.Ink;
import io.nightshift.cost.picture.VectorPicture.Mark;
import io.nightshift.cost.picture.VectorPicture.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The picture of an anomaly: the cost of each day, the band that was expected, and the days of the anomaly. */
public final class AnomalyPicture {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 200;
    private static final int LEFT = 56;
    private static final int TOP = 22;
    private static final int FLOOR = 170;
    private static final int RIGHT = 12;
    private static final double LINE = 1.6;
    private static final int BELOW = 16;
    private static final int LONGEST = 100;

    private final AnomalyReport report;
    private final DayBand days;
    private final double top;

    private AnomalyPicture(AnomalyReport report, DayBand days) {
        this.report = report;
        this.days = days;
        this.top = Stream.concat(days.costs().stream(), days.high().stream())
                .filter(cost -> !cost.isNaN())
                .mapToDouble(cost -> cost)
                .max()
                .orElse(1);
    }

    /** @return empty if no day is known */
    public static Optional<VectorPicture> of(AnomalyReport report, DayBand days) {
        return days.costs().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new VectorPicture(report.where(), WIDTH, HEIGHT, new AnomalyPicture(report, days).marks()));
    }

    private List<Mark> marks() {
        var marks = new ArrayList<Mark>();
        anomaly().ifPresent(marks::add);
        marks.add(new Mark.Area(band(), Ink.BAND));
        marks.add(new Mark.Line(
                IntStream.range(0, days.costs().size())
                        .filter(day -> !days.costs().get(day).isNaN())
                        .mapToObj(day -> point(day, days.costs().get(day)))
                        .toList(),
                LINE,
                Ink.COST));
        marks.add(new Mark.Line(List.of(new Point(LEFT, FLOOR), new Point(WIDTH - RIGHT, FLOOR)), 1, Ink.AXIS));
        var about =
                report.where() + ", " + report.impact() + " " + report.series().currency() + " beyond expectation";
        marks.add(label(LEFT, 14, about.length() > LONGEST ? about.substring(0, LONGEST) : about, Ink.COST));
        marks.add(label(4, y(top) + 4, String.format(Locale.ROOT, "%.1f", top), Ink.LABEL));
        marks.add(label(4, FLOOR, "0", Ink.LABEL));
        marks.add(label(LEFT, FLOOR + BELOW, days.first().toString(), Ink.LABEL));
        marks.add(new Mark.Text(
                new Point(WIDTH - RIGHT, FLOOR + BELOW),
                days.first().plusDays(days.costs().size() - 1L).toString(),
                true,
                Ink.LABEL));
        return marks;
    }

    private static Mark label(double x, double y, String text, Ink ink) {
        return new Mark.Text(new Point(x, y), text, false, ink);
    }

    private Optional<Mark> anomaly() {
        int from = (int) Math.max(0, report.start().toEpochDay() - days.first().toEpochDay());
        int to = (int) Math.min(
                days.costs().size() - 1L,
                report.end().toEpochDay() - days.first().toEpochDay());
        double left = x(from) - step() / 2;
        double right = x(to) + step() / 2;
        return to < from
                ? Optional.empty()
                : Optional.of(new Mark.Area(
                        List.of(
                                new Point(left, TOP),
                                new Point(right, TOP),
                                new Point(right, FLOOR),
                                new Point(left, FLOOR)),
                        Ink.ANOMALY));
    }

    private List<Point> band() {
        int size = days.high().size();
        return Stream.concat(
                        IntStream.range(0, size)
                                .mapToObj(day -> point(day, days.high().get(day))),
                        IntStream.range(0, size)
                                .mapToObj(
                                        day -> point(size - 1 - day, days.low().get(size - 1 - day))))
                .toList();
    }

    private Point point(int day, double amount) {
        return new Point(x(day), y(amount));
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
}
