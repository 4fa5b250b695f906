package io.nightshift.local.promotion;

import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PictureShape;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of both versions on one scale: each point, the middle half as a box, and the median as a line. */
final class MetricPicture {

    private static final int WIDTH = 960;
    private static final int LEFT = 130;
    private static final int RIGHT = 30;
    private static final int LANE = 40;
    private static final int HEIGHT = 2 * LANE + 44;

    private MetricPicture() {}

    static List<Block> of(View details) throws JsonException {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Heading("What the judge compared", "the values of the last check"));
        var rows = new ArrayList<List<Cell>>();
        for (var metric : details.at("metrics").items()) {
            var name = metric.at("name").textOr("?");
            var control = values(metric.at("control"));
            var experiment = values(metric.at("experiment"));
            if (control.length > 0 || experiment.length > 0) {
                blocks.add(picture(name, control, experiment));
            }
            rows.add(row(name, "baseline", control));
            rows.add(row(name, "new version", experiment));
        }
        blocks.add(new Block.Table(
                "Measurements",
                List.of("Metric", "Version", "Values", "Lower quarter", "Median", "Upper quarter", "Largest"),
                rows,
                "The check had no metrics."));
        return blocks;
    }

    /** Counts become shares. */
    private static double[] values(View points) throws JsonException {
        var values = new ArrayList<Double>();
        for (var point : points.isArray() ? points.items() : List.<View>of()) {
            if (point.isObject()) {
                double of = point.at("of").number().doubleValue();
                if (of > 0) {
                    values.add(point.at("count").number().doubleValue() / of);
                }
            } else if (point.isScalar()) {
                values.add(point.number().doubleValue());
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static List<Cell> row(String name, String version, double[] values) {
        return List.of(
                Cell.of(name),
                Cell.of(version),
                Cell.number(values.length),
                Cell.number(text(values, 0.25)),
                Cell.number(text(values, 0.5)),
                Cell.number(text(values, 0.75)),
                Cell.number(text(values, 1)));
    }

    private static String text(double[] values, double share) {
        return values.length == 0 ? "" : number(quantile(values, share));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
    }

    private static Block picture(String name, double[] control, double[] experiment) {
        var all = Arrays.copyOf(control, control.length + experiment.length);
        System.arraycopy(experiment, 0, all, control.length, experiment.length);
        Arrays.sort(all);
        double least = Math.min(0, all[0]);
        double most = all[all.length - 1] > least ? all[all.length - 1] : least + 1;
        var shapes = new ArrayList<PictureShape>();
        lane(shapes, "baseline", control, 0, "live", least, most);
        lane(shapes, "new version", experiment, 1, "warn", least, most);
        for (int i = 0; i <= 4; i++) {
            double x = x(least + (most - least) * i / 4, least, most);
            shapes.add(new PictureShape.Line(x, 8, x, 2 * LANE + 18, "tick"));
            shapes.add(new PictureShape.Label(
                    x, HEIGHT - 8, number(least + (most - least) * i / 4), "middle", "tick-name"));
        }
        return new Block.Picture(name, "both versions on one scale; the table has the quarters", WIDTH, HEIGHT, shapes);
    }

    private static void lane(
            List<PictureShape> shapes,
            String name,
            double[] values,
            int lane,
            String style,
            double least,
            double most) {
        double y = 12 + lane * LANE + LANE / 2.0;
        shapes.add(new PictureShape.Label(LEFT - 14, y + 4, name, "end", "lane-name"));
        if (values.length == 0) {
            return;
        }
        double from = x(quantile(values, 0.25), least, most);
        double to = x(quantile(values, 0.75), least, most);
        double middle = x(quantile(values, 0.5), least, most);
        shapes.add(new PictureShape.Rect(
                from,
                y - 12,
                Math.max(2, Math.round((to - from) * 10) / 10.0),
                24,
                lane == 0 ? "fill-a" : "fill-b",
                "the middle half"));
        for (double value : values) {
            shapes.add(new PictureShape.Dot(x(value, least, most), y, 2.5, style, number(value)));
        }
        shapes.add(new PictureShape.Line(middle, y - 14, middle, y + 14, "median"));
    }

    private static double x(double value, double least, double most) {
        double width = WIDTH - LEFT - RIGHT;
        return Math.round((LEFT + width * (value - least) / (most - least)) * 10) / 10.0;
    }
}
