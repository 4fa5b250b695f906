import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryMetric;
import io.nightshift.promotion.judge.CanaryOutcome;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.Direction;
import io.nightshift.promotion.judge.EffectSize;
import io.nightshift.promotion.judge.InsufficientData;
import io.nightshift.promotion.judge.InterimLooks;
import io.nightshift.promotion.judge.JudgeMode;
import io.nightshift.promotion.judge.NanStrategy;
import io.nightshift.promotion.judge.Outliers;
import io.nightshift.promotion.judge.Samples;
import io.nightshift.promotion.judge.ScoreThresholds;
import io.nightshift.promotion.judge.Sensitivity;
import io.nightshift.promotion.judge.Series;
import io.nightshift.promotion.judge.evidence.EvidenceJudge;
import io.nightshift.promotion.judge.kayenta.KayentaJudge;
import io.nightshift.promotion.judge.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How often each judge rolls back a canary that is equal to its baseline, and how often it finds one that is worse: Kayenta,
 * Fisher's exact test and Nightshift on the same drawn numbers, from fixed seeds.
 */
final class JudgeBench {

    private record Figure(String name, double value, String better) {}

    private record Sparse(int intervals, int requests, double from, double to) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d x %d, %.0f to %.0f %%", intervals, requests, 100 * from, 100 * to);
        }
    }

    private static final double SPREAD = 0.2;
    private static final int[] POINTS = {3, 5, 10, 20, 30, 60, 100};
    private static final List<Sparse> SPARSE = List.of(
            new Sparse(10, 2, 0.05, 0.5),
            new Sparse(30, 2, 0.01, 0.2),
            new Sparse(10, 50, 0.01, 0.05),
            new Sparse(30, 50, 0.01, 0.02));

    private static final double QUIET = 0.002;
    private static final double[] ONSETS = {0.25, 0.5, 0.75};

    /** The error rate of each point. */
    private interface Rates {
        double[] draw(SplittableRandom random, int points);
    }

    private final int runs;
    private final boolean json;
    private final List<Figure> figures = new ArrayList<>();

    private JudgeBench(int runs, boolean json) {
        this.runs = runs;
        this.json = json;
    }

    public static void main(String[] args) {
        int runs = 2000;
        boolean json = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--json" -> json = true;
                case "--runs" -> runs = runs(++i < args.length ? args[i] : "");
                default -> refuse("unknown: " + args[i]);
            }
        }
        var bench = new JudgeBench(runs, json);
        bench.equalLatencies();
        bench.equalErrors();
        bench.looks();
        bench.restlessErrors();
        bench.sparseErrors();
        bench.onsets();
        bench.regressions();
        bench.steps();
        bench.wanderingLogits();
        bench.tolerated();
        bench.summary();
        if (json) {
            bench.print();
        }
    }

    private static int runs(String text) {
        if (!text.matches("[1-9][0-9]{0,6}")) {
            refuse("--runs needs a number of at least 1");
        }
        return Integer.parseInt(text);
    }

    private static void refuse(String why) {
        System.err.println(why + "; see bench/judge/run --help");
        System.exit(2);
    }

    private void equalLatencies() {
        say("Equal log-normal latencies (sd 0.2), rolled back in %% of %d:", runs);
        say("  %-16s %4s  %8s %10s %16s", "autocorrelation", "n", "Kayenta", "Nightshift", "(not enough data)");
        for (double rho : new double[] {0, 0.8, 0.95, 0.99}) {
            for (int n : POINTS) {
                double kayenta = share(i -> failed(JudgeMode.KAYENTA, latency(i, n, rho, 1)));
                double ours = share(i -> failed(JudgeMode.NIGHTSHIFT, latency(i, n, rho, 1)));
                double open = share(i -> open(latency(i, n, rho, 1)));
                say("  %-16.2f %4d  %7.2f%% %9.2f%% %15.0f%%", rho, n, kayenta, ours, open);
                var name = String.format(Locale.ROOT, "false rollback, autocorrelation %.2f, n = %d", rho, n);
                figure("kayenta: " + name, kayenta, "lower");
                figure("nightshift: " + name, ours, "lower");
            }
        }
    }

    private void equalErrors() {
        say("%nEqual error rates, rolled back in %% of %d:", runs);
        say("  %-26s %8s %8s %10s", "intervals x requests", "Kayenta", "Fisher", "Nightshift");
        for (var sparse : SPARSE) {
            compare(
                    new Sparse(sparse.intervals(), sparse.requests(), sparse.from(), sparse.from()),
                    "false rollback",
                    "lower");
        }
    }

    private void sparseErrors() {
        say("%nSparse errors, found in %% of %d:", runs);
        say("  %-26s %8s %8s %10s", "intervals x requests", "Kayenta", "Fisher", "Nightshift");
        for (var sparse : SPARSE) {
            compare(sparse, "found", "higher");
        }
    }

    /** Both sides draw their rates from one process, each for itself. */
    private void restlessErrors() {
        say("%nEqual error rates that do not stay the same, rolled back in %% of %d:", runs);
        say("  %-46s %9s  %8s %8s %10s", "rates", "points", "Kayenta", "Fisher", "Nightshift");
        for (int points : new int[] {10, 30, 60}) {
            for (double rho : new double[] {0, 0.8, 0.95}) {
                var name = String.format(Locale.ROOT, "5 %%, wandering by 2, autocorrelation %.2f", rho);
                row(name, "false rollback", points, 50, wandering(0.05, rho), wandering(0.05, rho), "lower");
            }
            for (int length : new int[] {1, 3, 10}) {
                var name = "bursts of 50 % for " + length + (length == 1 ? " point" : " points") + ", 5 % of the time";
                row(name, "false rollback", points, 50, bursts(length), bursts(length), "lower");
            }
        }
    }

    /** The control stays at 0.2 %, and so does the canary up to a point of the window. */
    private void onsets() {
        say("%nErrors that begin within the window and stay, found in %% of %d:", runs);
        say("  %-46s %9s  %8s %8s %10s", "rate, from", "points", "Kayenta", "Fisher", "Nightshift");
        for (int points : new int[] {12, 30}) {
            for (int requests : new int[] {5, 30}) {
                for (double rate : new double[] {0.05, 0.2, 0.5, 1}) {
                    for (double from : ONSETS) {
                        var name = String.format(Locale.ROOT, "%.0f %%, from %.0f %%", 100 * rate, 100 * from);
                        row(name, "found", points, requests, onset(from, rate), onset(1, rate), "higher");
                    }
                }
            }
        }
    }

    private void row(String name, String what, int points, int requests, Rates canary, Rates control, String better) {
        long scene = 2_000_000 + (name + points + "x" + requests).hashCode();
        IntFunction<CanaryMetric> drawn = seed -> {
            var random = random(scene, seed);
            return metric(
                    "errors",
                    Direction.INCREASE,
                    counts(random, requests, canary.draw(random, points)),
                    counts(random, requests, control.draw(random, points)));
        };
        double kayenta = share(i -> failed(JudgeMode.KAYENTA, drawn.apply(i)));
        double fisher = share(i -> fisher(drawn.apply(i)) <= 0.01);
        double ours = share(i -> failed(JudgeMode.NIGHTSHIFT, drawn.apply(i)));
        var size = points + " x " + requests;
        say("  %-46s %9s  %7.2f%% %7.2f%% %9.2f%%", name, size, kayenta, fisher, ours);
        figure("kayenta: " + what + ", " + name + ", " + size, kayenta, better);
        figure("fisher: " + what + ", " + name + ", " + size, fisher, better);
        figure("nightshift: " + what + ", " + name + ", " + size, ours, better);
    }

    private static Rates onset(double from, double rate) {
        return (random, points) -> IntStream.range(0, points)
                .mapToDouble(i -> i < Math.round(from * points) ? QUIET : rate)
                .toArray();
    }

    /** Log-normal, twice as high or half as low at one standard deviation. */
    private static Rates wandering(double middle, double rho) {
        return (random, points) -> {
            var rates = new double[points];
            double state = random.nextGaussian();
            for (int i = 0; i < points; i++) {
                rates[i] = Math.min(1, middle * Math.pow(2, state));
                state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            }
            return rates;
        };
    }

    /** Bad for so many points in the mean, and for one of twenty points in all. */
    private static Rates bursts(int length) {
        return (random, points) -> {
            var rates = new double[points];
            boolean bad = random.nextDouble() < 0.05;
            for (int i = 0; i < points; i++) {
                rates[i] = bad ? 0.5 : QUIET;
                bad = random.nextDouble() < (bad ? 1 - 1.0 / length : 0.05 / 0.95 / length);
            }
            return rates;
        };
    }

    private static Samples.Counts counts(SplittableRandom random, int requests, double[] rates) {
        var points = new ArrayList<Samples.Point>();
        for (double rate : rates) {
            long failed = IntStream.range(0, requests)
                    .filter(request -> random.nextDouble() < rate)
                    .count();
            points.add(new Samples.Point(failed, requests));
        }
        return new Samples.Counts(points);
    }

    private void compare(Sparse sparse, String what, String better) {
        double kayenta = share(i -> failed(JudgeMode.KAYENTA, errors(i, sparse)));
        double fisher = share(i -> fisher(errors(i, sparse)) <= 0.01);
        double ours = share(i -> failed(JudgeMode.NIGHTSHIFT, errors(i, sparse)));
        say("  %-26s %7.2f%% %7.2f%% %9.2f%%", sparse, kayenta, fisher, ours);
        figure("kayenta: " + what + ", " + sparse, kayenta, better);
        figure("fisher: " + what + ", " + sparse, fisher, better);
        figure("nightshift: " + what + ", " + sparse, ours, better);
    }

    /** Ten looks at one canary, every ten points. */
    private void looks() {
        say("%nTen looks at equal latencies, n = 10 to 100, rolled back at any look in %% of %d:", runs);
        say("  %-16s %8s %10s %22s", "autocorrelation", "Kayenta", "Nightshift", "(number of looks open)");
        for (double rho : new double[] {0, 0.8, 0.95}) {
            double kayenta = share(i -> anyLook(JudgeMode.KAYENTA, i, rho, 0));
            double planned = share(i -> anyLook(JudgeMode.NIGHTSHIFT, i, rho, 10));
            double open = share(i -> anyLook(JudgeMode.NIGHTSHIFT, i, rho, 0));
            say("  %-16.2f %7.2f%% %9.2f%% %21.2f%%", rho, kayenta, planned, open);
            var name = String.format(Locale.ROOT, "false rollback in ten looks, autocorrelation %.2f", rho);
            figure("kayenta: " + name, kayenta, "lower");
            figure("nightshift: " + name, planned, "lower");
            figure("nightshift, open: " + name, open, "lower");
        }
    }

    private static boolean anyLook(JudgeMode mode, int seed, double rho, int planned) {
        var whole = latency(seed, 100, rho, 1);
        return IntStream.rangeClosed(1, 10)
                .anyMatch(look -> judge(mode, first(whole, 10 * look), new InterimLooks(look, planned))
                                .outcome()
                        == CanaryOutcome.FAIL);
    }

    private static CanaryMetric first(CanaryMetric whole, int points) {
        return metric("latency", Direction.EITHER, cut(whole.experiment(), points), cut(whole.control(), points));
    }

    private static Samples cut(Samples samples, int points) {
        return Samples.values(java.util.Arrays.copyOf(samples.series().toArray(), points));
    }

    private void regressions() {
        say("%nSlower latencies (log-normal, sd 0.2), found in %% of %d:", runs);
        say("  %-7s %-16s %4s  %8s %10s", "slower", "autocorrelation", "n", "Kayenta", "Nightshift");
        for (double factor : new double[] {1.2, 1.5, 2}) {
            for (double rho : new double[] {0, 0.5, 0.8}) {
                for (int n : new int[] {10, 20, 30, 60, 100}) {
                    double kayenta = share(i -> failed(JudgeMode.KAYENTA, latency(i, n, rho, factor)));
                    double ours = share(i -> failed(JudgeMode.NIGHTSHIFT, latency(i, n, rho, factor)));
                    say("  %+5.0f %% %-16.2f %4d  %7.1f%% %9.1f%%", 100 * (factor - 1), rho, n, kayenta, ours);
                    var name = String.format(
                            Locale.ROOT, "found, +%.0f %%, autocorrelation %.2f, n = %d", 100 * (factor - 1), rho, n);
                    figure("kayenta: " + name, kayenta, "higher");
                    figure("nightshift: " + name, ours, "higher");
                }
            }
        }
    }

    /** Latencies that step up, or that leak up to the end; the baseline does neither. */
    private void steps() {
        say("%nLatencies that step up, or leak up to that at the end, found in %% of %d:", runs);
        say("  %-40s %4s  %8s %10s", "change, scatter, autocorrelation", "n", "Kayenta", "Nightshift");
        for (boolean ramp : new boolean[] {false, true}) {
            for (double factor : new double[] {1.5, 2, 10}) {
                for (double spread : new double[] {0.2, 0.05}) {
                    for (double rho : new double[] {0, 0.8}) {
                        for (double from : ramp ? new double[] {0, 0.5} : ONSETS) {
                            for (int n : new int[] {30, 100}) {
                                step(ramp, factor, spread, rho, from, n);
                            }
                        }
                    }
                }
            }
        }
    }

    private void step(boolean ramp, double factor, double spread, double rho, double from, int n) {
        var name = String.format(
                Locale.ROOT,
                "%s x%.1f from %.0f %%, sd %.2f, autocorrelation %.1f",
                ramp ? "leak" : "step",
                factor,
                100 * from,
                spread,
                rho);
        IntFunction<CanaryMetric> drawn = seed -> {
            var random = random(3_000_000 + (name + n).hashCode(), seed);
            var canary = scattered(random, n, rho, spread);
            int first = (int) Math.round(from * n);
            for (int i = first; i < n; i++) {
                canary[i] *= ramp ? Math.pow(factor, (i - first + 1.0) / (n - first)) : factor;
            }
            return metric(
                    "latency",
                    Direction.INCREASE,
                    Samples.values(canary),
                    Samples.values(scattered(random, n, rho, spread)));
        };
        both(name, "found", n, drawn, "higher");
    }

    private static double[] scattered(SplittableRandom random, int n, double rho, double spread) {
        var values = new double[n];
        double state = random.nextGaussian();
        for (int i = 0; i < n; i++) {
            values[i] = 100 * Math.exp(spread * state);
            state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        return values;
    }

    private void both(String name, String what, int n, IntFunction<CanaryMetric> drawn, String better) {
        double kayenta = share(i -> failed(JudgeMode.KAYENTA, drawn.apply(i)));
        double ours = share(i -> failed(JudgeMode.NIGHTSHIFT, drawn.apply(i)));
        say("  %-52s %4d  %7.1f%% %9.1f%%", name, n, kayenta, ours);
        figure("kayenta: " + what + ", " + name + ", n = " + n, kayenta, better);
        figure("nightshift: " + what + ", " + name + ", n = " + n, ours, better);
    }

    /** Both sides draw their rates from one process of the logit, each for itself. */
    private void wanderingLogits() {
        say(
                "%nEqual error rates of which the logit wanders (sd 0.5, autocorrelation 0.9), rolled back in %% of %d:",
                runs);
        say("  %-46s %9s  %8s %8s %10s", "rates", "points", "Kayenta", "Fisher", "Nightshift");
        for (double rate : new double[] {0.01, 0.05, 0.2}) {
            for (int requests : new int[] {50, 500}) {
                for (int points : new int[] {10, 30, 60}) {
                    var name = String.format(Locale.ROOT, "%.0f %%", 100 * rate);
                    row(name, "false rollback", points, requests, logits(rate), logits(rate), "lower");
                }
            }
        }
    }

    private static Rates logits(double rate) {
        return (random, points) -> {
            var rates = new double[points];
            double state = random.nextGaussian();
            for (int i = 0; i < points; i++) {
                rates[i] = 1 / (1 + (1 - rate) / rate * Math.exp(-0.5 * state));
                state = 0.9 * state + Math.sqrt(1 - 0.81) * random.nextGaussian();
            }
            return rates;
        };
    }

    /** A change within the tolerance of 25 %. */
    private void tolerated() {
        say("%nLatencies that are 5 %% slower (log-normal, sd 0.2), rolled back in %% of %d:", runs);
        for (int n : new int[] {30, 100, 500}) {
            both("+5 %", "false rollback", n, i -> latency(i, n, 0, 1.05), "lower");
        }
    }

    /** The mean of all rows that both judges have, as a ratio. */
    private void summary() {
        say("%nNightshift over its peers, mean of all rows:");
        for (var peer : List.of("kayenta", "fisher")) {
            for (var what : List.of("found", "false rollback")) {
                double theirs = mean(peer, peer, what);
                double ours = mean("nightshift", peer, what);
                say("  %-15s %-8s %6.2f%%, Nightshift %6.2f%%: x%.2f", what, peer, theirs, ours, ours / theirs);
            }
        }
    }

    private double mean(String judge, String peer, String what) {
        var names = figures.stream()
                .map(Figure::name)
                .filter(name -> name.startsWith(peer + ": " + what))
                .map(name -> judge + name.substring(peer.length()))
                .collect(java.util.stream.Collectors.toSet());
        return figures.stream()
                .filter(figure -> names.contains(figure.name()))
                .mapToDouble(Figure::value)
                .average()
                .orElse(Double.NaN);
    }

    private double share(IntPredicate of) {
        return 100.0 * IntStream.range(0, runs).parallel().filter(of).count() / runs;
    }

    private static boolean failed(JudgeMode mode, CanaryMetric metric) {
        return judge(mode, metric, InterimLooks.ONE).outcome() == CanaryOutcome.FAIL;
    }

    private static boolean open(CanaryMetric metric) {
        return judge(JudgeMode.NIGHTSHIFT, metric, InterimLooks.ONE).outcome() == CanaryOutcome.NOT_ENOUGH_DATA;
    }

    private static CanaryVerdict judge(JudgeMode mode, CanaryMetric metric, InterimLooks looks) {
        var canary = new Canary(
                "bench", mode, List.of(metric), Map.of(), ScoreThresholds.DEFAULT, looks, InsufficientData.EXTEND);
        return switch (mode) {
            case KAYENTA -> KayentaJudge.judge(canary);
            case NIGHTSHIFT -> EvidenceJudge.judge(canary);
        };
    }

    private static double fisher(CanaryMetric metric) {
        var canary = (Samples.Counts) metric.experiment();
        var baseline = (Samples.Counts) metric.control();
        return new TwoByTwo(canary.count(), canary.of(), baseline.count(), baseline.of()).fisher();
    }

    private static CanaryMetric latency(int seed, int n, double rho, double factor) {
        var drawn = random(1000L * n + Math.round(100 * rho), seed);
        return metric(
                        "latency",
                        Direction.EITHER,
                        new Samples.Values(Series.of(series(drawn, n, rho, factor))),
                        new Samples.Values(Series.of(series(drawn, n, rho, 1))))
                // 20 % are within the default tolerance: who minds them says so.
                .withTolerance(factor > 1.1 && factor < 1.25 ? 0.1 : Sensitivity.DEFAULT.tolerance());
    }

    /** Neighbouring seeds of a splittable generator give the same numbers one place later; those of their splits do not. */
    private static SplittableRandom random(long scene, int seed) {
        return new SplittableRandom(scene * 1_000_003L + seed).split();
    }

    private static double[] series(SplittableRandom random, int n, double rho, double factor) {
        var values = new double[n];
        double state = random.nextGaussian();
        for (int i = 0; i < n; i++) {
            values[i] = 100 * factor * Math.exp(SPREAD * state);
            state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        return values;
    }

    private static CanaryMetric errors(int seed, Sparse sparse) {
        var drawn = random(1_000_000 + SPARSE.indexOf(sparse), seed);
        return metric(
                "errors", Direction.INCREASE, counts(drawn, sparse, sparse.to()), counts(drawn, sparse, sparse.from()));
    }

    private static Samples.Counts counts(SplittableRandom random, Sparse sparse, double rate) {
        var points = new ArrayList<Samples.Point>();
        for (int i = 0; i < sparse.intervals(); i++) {
            long failed = IntStream.range(0, sparse.requests())
                    .filter(request -> random.nextDouble() < rate)
                    .count();
            points.add(new Samples.Point(failed, sparse.requests()));
        }
        return new Samples.Counts(points);
    }

    private static CanaryMetric metric(String name, Direction direction, Samples experiment, Samples control) {
        return new CanaryMetric(
                name,
                List.of("all"),
                false,
                false,
                false,
                direction,
                NanStrategy.REMOVE,
                Outliers.KEPT,
                EffectSize.ANY,
                Sensitivity.DEFAULT,
                experiment,
                control);
    }

    private void figure(String name, double value, String better) {
        figures.add(new Figure(name, value, better));
    }

    private void say(String format, Object... arguments) {
        (json ? System.err : System.out).println(String.format(Locale.ROOT, format, arguments));
    }

    private void print() {
        var out = new StringBuilder("{\"bench\":\"judge\",\"figures\":[");
        for (int i = 0; i < figures.size(); i++) {
            var figure = figures.get(i);
            out.append(i == 0 ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "%n  {\"name\":\"%s\",\"value\":%.2f,\"unit\":\"%%\",\"better\":\"%s\"}",
                            figure.name(),
                            figure.value(),
                            figure.better()));
        }
        System.out.println(out.append("\n]}"));
    }
}
