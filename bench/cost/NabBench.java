import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.cost.detect.SeriesDetector;
import io.nightshift.cost.detect.TestedPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Our detector and Random Cut Forest on Numenta's benchmark: what advertising costs by the hour, and the taxis of New York. Scored by
 * Numenta's rules, standard profile, the threshold of each detector at its best, as Numenta does it. The scores of the forest are the ones
 * that are published with the benchmark.
 *
 * @see <a href="https://github.com/numenta/NAB/blob/master/nab/sweeper.py">the scorer</a>
 */
final class NabBench {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]");
    private static final double FALSE_POSITIVE = 0.11;
    private static final double PROBATION = 0.15;
    private static final int MOST_PROBATION = 5000;
    private static final int HOURS = 24;
    private static final int QUIET_DAYS = 6;

    private record Window(int left, int right) {}

    private record Data(
            String name, double[] values, List<LocalDateTime> times, List<Window> windows, double[] forest) {}

    private interface Scores {
        double[] of(Data data);
    }

    private NabBench() {}

    static void run(List<String> arguments) throws IOException, JsonException {
        var folder = Path.of(arguments.get(arguments.indexOf("--nab") + 1));
        var all = new ArrayList<Data>();
        for (var name : files(folder)) {
            all.add(read(folder, name));
        }
        double forest = best(all, Data::forest);
        double ours = best(all, NabBench::ours);
        if (arguments.contains("--json")) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"nightshift\": %.1f, \"randomCutForest\": %.1f, \"files\": %d}%n",
                    ours,
                    forest,
                    all.size());
        } else {
            System.out.printf(Locale.ROOT, "NAB, %d files, standard profile (of 100)%n", all.size());
            System.out.printf(
                    Locale.ROOT, "%-20s %5.1f%n%-20s %5.1f%n", "Nightshift", ours, "Random Cut Forest", forest);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder.resolve("data/realAdExchange"))) {
            var names = new ArrayList<>(files.map(file -> "realAdExchange/" + file.getFileName())
                    .sorted()
                    .toList());
            names.add("realKnownCause/nyc_taxi.csv");
            return names;
        }
    }

    private static Data read(Path folder, String name) throws IOException, JsonException {
        var times = new ArrayList<LocalDateTime>();
        var values = new ArrayList<Double>();
        for (var line : Files.readAllLines(folder.resolve("data").resolve(name)).stream()
                .skip(1)
                .toList()) {
            var cells = line.split(",");
            times.add(LocalDateTime.parse(cells[0], TIME));
            values.add(Double.valueOf(cells[1]));
        }
        var windows = new ArrayList<Window>();
        var labels = (Json.Obj) Json.parse(Files.readString(folder.resolve("labels/combined_windows.json")));
        for (var window : ((Json.Arr) labels.members().get(name)).items()) {
            var ends = ((Json.Arr) window).items();
            windows.add(new Window(at(times, ends.getFirst()), at(times, ends.getLast())));
        }
        var slash = name.indexOf('/');
        var results = folder.resolve("results/randomCutForest")
                .resolve(name.substring(0, slash))
                .resolve("randomCutForest_" + name.substring(slash + 1));
        var forest = Files.readAllLines(results).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[2]))
                .toArray();
        return new Data(name, values.stream().mapToDouble(Double::doubleValue).toArray(), times, windows, forest);
    }

    private static int at(List<LocalDateTime> times, Json time) {
        var wanted = LocalDateTime.parse(((Json.Str) time).value(), TIME);
        for (int i = 0; i < times.size(); i++) {
            if (!times.get(i).isBefore(wanted)) {
                return i;
            }
        }
        return times.size() - 1;
    }

    /**
     * Each hour is judged by detectors of days, upwards and downwards: one of the 24 hours up to it, and one of the same hour of each day.
     * As in the product, an anomaly is told once: an hour counts if it is stranger than those of the last days.
     */
    private static double[] ours(Data data) {
        int day = HOURS * (data.times().size() > 5000 ? 2 : 1);
        var values = data.values();
        var daily = new double[values.length];
        for (int i = day - 1; i < values.length; i++) {
            for (int j = i - day + 1; j <= i; j++) {
                daily[i] += values[j];
            }
        }
        var strange = new double[values.length];
        for (int phase = 0; phase < day; phase++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                judge(data, daily, phase + day - 1, day, sign, strange);
                judge(data, values, phase, day, sign, strange);
            }
        }
        var told = new double[values.length];
        for (int i = 0; i < told.length; i++) {
            double before = 0;
            for (int j = Math.max(0, i - QUIET_DAYS * day); j < i; j++) {
                before = Math.max(before, strange[j]);
            }
            told[i] = strange[i] > before ? strange[i] : 0;
        }
        return told;
    }

    private static void judge(Data data, double[] values, int from, int day, int sign, double[] strange) {
        var detector = new SeriesDetector(first(data), DetectionSensitivity.USUAL.costing(0, 0));
        for (int i = from; i < values.length; i += day) {
            detector.add(1000 * Math.pow(Math.max(1e-6, values[i]), sign));
            double best = detector.judgement().tests().stream()
                    .mapToDouble(TestedPattern::score)
                    .max()
                    .orElse(0);
            strange[i] = Math.max(strange[i], best);
        }
    }

    private static LocalDate first(Data data) {
        return data.times().getFirst().toLocalDate();
    }

    private static double best(List<Data> all, Scores detector) {
        var scores = all.stream().map(detector::of).toList();
        var thresholds = new TreeSet<Double>();
        scores.forEach(of -> {
            for (double one : of) {
                thresholds.add(one);
            }
        });
        double best = 0;
        var sorted = List.copyOf(thresholds);
        for (int i = 0; i < sorted.size(); i += Math.max(1, sorted.size() / 2000)) {
            double sum = 0;
            int windows = 0;
            for (int j = 0; j < all.size(); j++) {
                sum += score(all.get(j), scores.get(j), sorted.get(i));
                windows += all.get(j).windows().size();
            }
            best = Math.max(best, 100 * (sum + windows) / (2.0 * windows));
        }
        return best;
    }

    private static double score(Data data, double[] scores, double threshold) {
        int probation = (int) Math.min(PROBATION * scores.length, PROBATION * MOST_PROBATION);
        double sum = 0;
        for (var window : data.windows()) {
            double best = -1;
            int width = window.right() - window.left() + 1;
            for (int i = Math.max(probation, window.left()); i <= window.right(); i++) {
                if (scores[i] >= threshold) {
                    double position = -(window.right() - i + 1.0) / width;
                    best = Math.max(best, sigmoid(position) / sigmoid(-1));
                }
            }
            sum += best;
        }
        for (int i = probation; i < scores.length; i++) {
            if (scores[i] >= threshold) {
                sum += outside(data, i);
            }
        }
        return sum;
    }

    /** What an alert outside of all windows costs: less, the sooner it comes after one. */
    private static double outside(Data data, int at) {
        Window before = null;
        for (var window : data.windows()) {
            if (at >= window.left() && at <= window.right()) {
                return 0;
            }
            before = at > window.right() ? window : before;
        }
        return before == null
                ? -FALSE_POSITIVE
                : FALSE_POSITIVE * sigmoid((at - before.right()) / (double) (before.right() - before.left()));
    }

    private static double sigmoid(double position) {
        return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
    }
}
