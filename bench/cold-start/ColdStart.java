import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * From the start of a process to its first answer, with one look into the ledger: the remediation function on Lambda by the
 * real runtime interface client, CPython with boto3 that does the same, and the function on Cloud Run by the real invoker,
 * all interleaved.
 */
final class ColdStart {

    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** The last of the options that matter once the start is short: no file of counters for jps and jstat. */
    private static final String NO_COUNTERS = "-XX:-UsePerfData";

    private record Variant(String name, Host host, List<String> command) {}

    private ColdStart() {}

    public static void main(String[] args) throws Exception {
        var options = options(args);
        int runs = Integer.parseInt(options.getOrDefault("--runs", "15"));
        var variants = variants(
                options.getOrDefault("--cloud", "aws gcp"),
                options.getOrDefault("--python", "python3"),
                options.getOrDefault("--only", ""));
        var measured = new LinkedHashMap<Variant, List<Measured>>();
        variants.forEach(variant -> measured.put(variant, new ArrayList<>()));
        for (int run = -1; run < runs; run++) {
            System.err.printf("\rrun %d of %d", run + 1, runs);
            for (var variant : variants) {
                var one = measure(variant);
                // The first warms the page cache for all.
                if (run >= 0) {
                    measured.get(variant).add(one);
                }
            }
        }
        System.err.println();
        print(measured, options.containsKey("--json"));
        System.exit(0);
    }

    private static Map<String, String> options(String[] args) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--json")) {
                options.put(args[i], "");
            } else if (List.of("--runs", "--cloud", "--python", "--only").contains(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                System.err.println("unknown: " + args[i] + "; see bench/cold-start/run --help");
                System.exit(2);
            }
        }
        return options;
    }

    private static List<Variant> variants(String clouds, String python, String only) throws Exception {
        var variants = new ArrayList<Variant>();
        variants.add(new Variant(
                "boto3", new Lambda(Deployed.ON_LAMBDA.getFirst()), List.of(python, "bench/cold-start/handler.py")));
        if (clouds.contains("aws")) {
            for (var function : Deployed.ON_LAMBDA) {
                if (function.name().contains(only)) {
                    variants.addAll(variants(new Lambda(function)));
                }
            }
        }
        if (clouds.contains("aws") && Deployed.CHATS.name().contains(only)) {
            variants.addAll(variants(new SlackLambda(Deployed.CHATS)));
        }
        if (clouds.contains("gcp")) {
            for (var function : Deployed.ON_CLOUD_RUN) {
                if (function.name().contains(only)) {
                    variants.addAll(variants(new CloudRun(function)));
                }
            }
        }
        return variants;
    }

    private static List<Variant> variants(Host host) throws Exception {
        var name = host.deployed().name();
        var cache = host.deployed().folder().resolve("nightshift.aot");
        train(host, cache);
        return List.of(
                new Variant(name + ", JVM as it is", host, java(host, List.of())),
                new Variant(name + ", C1, serial GC", host, java(host, SMALL)),
                new Variant(
                        name + ", C1, serial GC, AOT cache",
                        host,
                        java(host, with(SMALL, NO_COUNTERS, "-XX:AOTCache=" + cache))));
    }

    private static List<String> with(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static List<String> java(Host host, List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(host.program());
        return command;
    }

    /** One run that covers what the measured ones do; the JVM writes the cache when it ends. */
    private static void train(Host host, Path cache) throws Exception {
        Files.deleteIfExists(cache);
        host.prepare();
        var process = host.start(java(host, with(SMALL, "-XX:AOTCacheOutput=" + cache)));
        try {
            host.awaitAnswer(process);
            process.destroy();
            if (!process.waitFor(3, TimeUnit.MINUTES) || !Files.exists(cache)) {
                throw new IllegalStateException("the training run left no AOT cache at " + cache);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Measured measure(Variant variant) throws Exception {
        variant.host().prepare();
        long begin = System.nanoTime();
        var process = variant.host().start(variant.command());
        try {
            variant.host().awaitAnswer(process);
            return Measured.now(process, begin);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void print(Map<Variant, List<Measured>> measured, boolean json) throws IOException {
        double base = Measured.median(measured.values().iterator().next(), Measured::millis);
        var sizes = new LinkedHashMap<String, Double>();
        for (var variant : measured.keySet()) {
            var deployed = variant.host().deployed();
            sizes.put(deployed.name(), deployed.size() / 1e6);
        }
        System.out.print(json ? json(measured, base, sizes) : table(measured, base, sizes));
    }

    private static String json(Map<Variant, List<Measured>> measured, double base, Map<String, Double> sizes) {
        var rows = measured.entrySet().stream()
                .map(entry ->
                        "{\"variant\":\"%s\",\"runs\":%d,\"millis\":%.0f,\"ratio\":%.2f,\"cpuMillis\":%.0f,\"megabytes\":%.0f}"
                                .formatted(
                                        entry.getKey().name(),
                                        entry.getValue().size(),
                                        Measured.median(entry.getValue(), Measured::millis),
                                        Measured.median(entry.getValue(), Measured::millis) / base,
                                        Measured.median(entry.getValue(), Measured::cpuMillis),
                                        Measured.median(entry.getValue(), Measured::megabytes)))
                .collect(Collectors.joining(","));
        var megabytes = sizes.entrySet().stream()
                .map(entry -> "\"%s\":%.1f".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(","));
        return "{\"variants\":[%s],\"deploymentMegabytes\":{%s}}%n".formatted(rows, megabytes);
    }

    private static String table(Map<Variant, List<Measured>> measured, double base, Map<String, Double> sizes) {
        var text = new StringBuilder(
                "%-48s %10s %8s %8s %8s%n".formatted("VARIANT", "MEDIAN ms", "RATIO", "CPU ms", "PEAK MB"));
        measured.forEach((variant, all) -> text.append("%-48s %10.0f %8.2f %8.0f %8.0f%n"
                .formatted(
                        variant.name(),
                        Measured.median(all, Measured::millis),
                        Measured.median(all, Measured::millis) / base,
                        Measured.median(all, Measured::cpuMillis),
                        Measured.median(all, Measured::megabytes))));
        sizes.forEach((host, size) -> text.append("deployed for %s: %.1f MB%n".formatted(host, size)));
        return text.toString();
    }
}
