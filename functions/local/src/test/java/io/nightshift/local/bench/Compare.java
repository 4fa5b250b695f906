package io.nightshift.local.bench;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.local.bench.Figures.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of benches next to the ones that were last recorded; {@code bench/compare --help} says how it is used. */
public final class Compare {

    /** Figures of one bench, and where and when they were measured. */
    record Measured(String bench, String date, String machine, List<Figure> figures) {}

    /**
     * @param ratio now to then, turned so that more than 1 is worse; NaN where nothing was recorded
     * @param worse whether it is beyond the threshold
     */
    record Row(String bench, Figure now, double then, double ratio, boolean worse) {}

    private Compare() {}

    /** {@code RECORDED THRESHOLD compare|record OUTPUT...}: what each bench printed, one file each. */
    public static void main(String[] args) throws IOException, JsonException {
        var recorded = Path.of(args[0]);
        double threshold = Double.parseDouble(args[1]);
        var then = Files.exists(recorded) ? recorded(Json.parse(Files.readString(recorded))) : List.<Measured>of();
        var now = new ArrayList<Measured>();
        for (var file : List.of(args).subList(3, args.length)) {
            var text = Json.parse(Files.readString(Path.of(file)));
            now.add(new Measured(bench(text, file), today(), machine(), figures(text)));
        }
        var rows = rows(then, now, threshold);
        print(rows, threshold);
        if (args[2].equals("record")) {
            Files.writeString(recorded, toJson(merged(then, now)).pretty() + "\n");
            System.out.println("recorded in " + recorded);
        } else if (rows.stream().anyMatch(Row::worse)) {
            System.exit(1);
        }
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    /** With what else ran on it, as far as the load of the last minute tells. */
    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s, JDK %s, load %.1f",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The bench's own word for itself, or the name of the file: the cold start does not say it. */
    private static String bench(Json output, String file) throws JsonException {
        return View.of(output)
                .at("bench")
                .textOr(Path.of(file).getFileName().toString().replace(".json", ""));
    }

    /** The common form, or the cold start's: {@code {"variants": [{variant, millis, ratio, cpuMillis, megabytes}], ...}}. */
    static List<Figure> figures(Json output) throws JsonException {
        var view = View.of(output);
        return view.at("variants").exists() && !view.at("figures").exists() ? variants(view) : listed(view);
    }

    private static List<Figure> listed(View output) throws JsonException {
        var figures = new ArrayList<Figure>();
        for (var figure : output.at("figures").items()) {
            figures.add(new Figure(
                    figure.at("name").nonBlank(),
                    figure.at("value").number().doubleValue(),
                    figure.at("unit").textOr(""),
                    better(figure.at("better"))));
        }
        if (figures.isEmpty()) {
            throw output.at("figures").wrong("at least one figure");
        }
        return figures;
    }

    private static String better(View word) throws JsonException {
        return switch (word.text()) {
            case "lower", "higher" -> word.text();
            default -> throw word.wrong("lower or higher");
        };
    }

    /** Without boto3 itself: it is what the others are held against, and not ours. */
    private static List<Figure> variants(View output) throws JsonException {
        var figures = new ArrayList<Figure>();
        for (var variant : output.at("variants").items()) {
            var name = variant.at("variant").nonBlank();
            if (!name.equals("boto3")) {
                add(figures, name + ": start", variant.at("millis"), "ms");
                add(figures, name + ": start, to boto3", variant.at("ratio"), "times");
                add(figures, name + ": CPU of the start", variant.at("cpuMillis"), "ms");
                add(figures, name + ": peak memory", variant.at("megabytes"), "MB");
            }
        }
        add(figures, "jars of the function", output.at("functionMegabytes"), "MB");
        var deployed = output.at("deploymentMegabytes");
        for (var host : deployed.texts().keySet()) {
            add(figures, "deployed for " + host, deployed.at(host), "MB");
        }
        return figures;
    }

    private static void add(List<Figure> figures, String name, View value, String unit) throws JsonException {
        if (value.exists()) {
            figures.add(new Figure(name, value.number().doubleValue(), unit, "lower"));
        }
    }

    static List<Measured> recorded(Json file) throws JsonException {
        var all = new ArrayList<Measured>();
        for (var one : View.of(file).at("benches").items()) {
            all.add(new Measured(
                    one.at("bench").nonBlank(),
                    one.at("date").text(),
                    one.at("machine").text(),
                    listed(one)));
        }
        return all;
    }

    static Json.Obj toJson(List<Measured> all) {
        return Json.obj()
                .with(
                        "benches",
                        Json.arr(all.stream()
                                .map(one -> Json.obj()
                                        .with("bench", one.bench())
                                        .with("date", one.date())
                                        .with("machine", one.machine())
                                        .with(
                                                "figures",
                                                Json.arr(one.figures().stream()
                                                        .map(Figures::json)
                                                        .toList())))
                                .toList()));
    }

    /** What was measured now, and what was recorded of the benches that were not run now. */
    static List<Measured> merged(List<Measured> then, List<Measured> now) {
        Map<String, Measured> byBench = new LinkedHashMap<>();
        then.forEach(one -> byBench.put(one.bench(), one));
        now.forEach(one -> byBench.put(one.bench(), one));
        return List.copyOf(byBench.values());
    }

    static List<Row> rows(List<Measured> then, List<Measured> now, double threshold) {
        var rows = new ArrayList<Row>();
        for (var bench : now) {
            for (var figure : bench.figures()) {
                double before = then.stream()
                        .filter(one -> one.bench().equals(bench.bench()))
                        .flatMap(one -> one.figures().stream())
                        .filter(one -> one.name().equals(figure.name()))
                        .mapToDouble(Figure::value)
                        .findFirst()
                        .orElse(Double.NaN);
                double ratio =
                        figure.better().equals("lower") ? ratio(figure.value(), before) : ratio(before, figure.value());
                rows.add(new Row(bench.bench(), figure, before, ratio, ratio > threshold));
            }
        }
        return rows;
    }

    /** Nothing to nothing is the same; something where there was nothing is worse beyond any threshold. */
    private static double ratio(double value, double to) {
        return value == to ? 1 : value / to;
    }

    private static void print(List<Row> rows, double threshold) {
        System.out.printf("%-12s %-52s %14s %14s %8s%n", "BENCH", "FIGURE", "NOW", "RECORDED", "RATIO");
        for (var row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %-52s %14.2f %14s %8s%s%n",
                    row.bench(),
                    row.now().name()
                            + (row.now().unit().isEmpty()
                                    ? ""
                                    : ", " + row.now().unit()),
                    row.now().value(),
                    Double.isNaN(row.then()) ? "-" : String.format(Locale.ROOT, "%.2f", row.then()),
                    Double.isNaN(row.ratio()) ? "new" : String.format(Locale.ROOT, "%.2f", row.ratio()),
                    row.worse() ? "  WORSE" : "");
        }
        System.out.printf(
                Locale.ROOT,
                "A ratio above 1 is worse than recorded, whichever way the figure counts; above %.2f it is marked.%n",
                threshold);
    }
}
