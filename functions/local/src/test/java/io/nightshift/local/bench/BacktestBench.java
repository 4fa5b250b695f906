package io.nightshift.local.bench;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.local.Functions;
import io.nightshift.local.backtest.Backtest;
import io.nightshift.local.backtest.BacktestSection;
import io.nightshift.local.backtest.SignalHistory;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How long a policy takes to live through a long history, from a cold start of Java, next to what only parsing the same lines
 * takes.
 *
 * <p>{@code main write FILE SIGNALS} writes the history; {@code main measure FILE POLICY [--json]} measures.
 */
public final class BacktestBench {

    private BacktestBench() {}

    public static void main(String[] args) throws Exception {
        var file = Path.of(args[1]);
        if (args[0].equals("write")) {
            write(file, Integer.parseInt(args[2]));
            return;
        }
        boolean json = List.of(args).contains("--json");
        var figures = measure(file, Path.of(args[2]), !json);
        if (json) {
            System.out.println(figures.toJson().text());
        }
    }

    static void write(Path file, int signals) throws IOException {
        Progress.tell("a history of " + signals + " signals is written");
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            LongHistory.write(out, signals);
        }
        Progress.end();
    }

    static Figures measure(Path file, Path policy, boolean print) throws IOException, JsonException {
        Progress.tell("the history is lived through");
        var meter = new Meter();
        var parsed = Functions.PARSER.parse(Files.readAllBytes(policy));
        var rules = new PolicyRules(((Parsed.Valid) parsed).policy());
        Backtest.Result result;
        try (var in = Files.newInputStream(file)) {
            result = Backtest.of(
                    Functions.ALL.modules(), new SignalHistory(KnownFormats.decoders()), in, List.of(rules));
        }
        double seconds = meter.seconds();
        double cpu = meter.cpuSeconds();
        double memory = peakMegabytes();
        Progress.tell("its lines are only parsed");
        double parse = parse(file) * 1e6 / result.payloads();
        Progress.end();
        return report(result, new Cost(seconds, cpu, parse, memory), print);
    }

    /** @param parse CPU microseconds for only parsing a line */
    private record Cost(double seconds, double cpu, double parse, double megabytes) {}

    private static Figures report(Backtest.Result result, Cost cost, boolean print) {
        long signals = result.signals();
        double each = cost.cpu() * 1e6 / signals;
        if (print) {
            System.out.printf(
                    Locale.ROOT,
                    """
                    %d signals in %.1f s: %.0f a second; %d runs ended
                    CPU of all threads: %.1f s, %.1f us for each signal, %.1f times that of parsing its line (%.1f us)
                    at most %.0f MB of memory
                    """,
                    signals,
                    cost.seconds(),
                    signals / cost.seconds(),
                    result.policies().getFirst().tally(BacktestSection.OUTCOMES).total(),
                    cost.cpu(),
                    each,
                    each / cost.parse(),
                    cost.parse(),
                    cost.megabytes());
        }
        var figures = new Figures("backtest");
        figures.higher("signals a second by the clock", signals / cost.seconds(), "signals/s");
        figures.lower("CPU of a signal", each, "us");
        figures.lower("CPU of a signal, to parsing its line", each / cost.parse(), "times");
        figures.lower("peak memory", cost.megabytes(), "MB");
        return figures;
    }

    private static double parse(Path file) throws IOException, JsonException {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            var meter = new Meter();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                Json.parse(line, JsonLimits.DEFAULT);
            }
            return meter.cpuSeconds();
        }
    }

    /** Linux's VmHWM; 0 elsewhere. */
    private static double peakMegabytes() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElse(0)
                / 1_024.0;
    }
}
