import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From the start of a process to its first answer under Lambda's Runtime API, with one DynamoDB call: the remediation
 * function by the real runtime interface client, and CPython with boto3, interleaved. Times in milliseconds; memory is the
 * peak of the resident set (VmHWM) at the answer.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the Runtime API</a>
 */
final class ColdStart {

    private static final Path FUNCTION = Path.of("functions/remediation/aws/target");
    private static final String WAKE = "{\"nightshift\":{\"wake\":\"remediation-0a1b2c3d4e5f\"}}";
    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: hot
                match: {name: "nobody has this name"}
                ladder:
                  - {action: reboot-instance, wait: 5m}
            """;

    private record Variant(String name, List<String> command) {}

    private record Measured(double millis, double megabytes) {}

    private final HttpServer server;
    private final AtomicReference<String> payload = new AtomicReference<>("");
    private final AtomicReference<CompletableFuture<String>> answer = new AtomicReference<>(new CompletableFuture<>());
    private int looks;

    private ColdStart() throws IOException {
        // One packet for each answer: a second one would wait up to 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public static void main(String[] args) throws Exception {
        var options = options(args);
        int runs = Integer.parseInt(options.getOrDefault("--runs", "15"));
        var bench = new ColdStart();
        var variants = bench.variants(options.getOrDefault("--python", "python3"));
        var measured = new LinkedHashMap<String, List<Measured>>();
        for (int run = -1; run < runs; run++) {
            System.err.printf("\rrun %d of %d", run + 1, runs);
            for (var variant : variants) {
                var one = bench.measure(variant.command());
                // The first warms the page cache for all.
                if (run >= 0) {
                    measured.computeIfAbsent(variant.name(), name -> new ArrayList<>())
                            .add(one);
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
            } else if (List.of("--runs", "--python").contains(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                System.err.println("unknown: " + args[i] + "; see bench/cold-start/run --help");
                System.exit(2);
            }
        }
        return options;
    }

    private List<Variant> variants(String python) throws Exception {
        var c1 = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        var cache = FUNCTION.resolve("function/nightshift.aot");
        Files.deleteIfExists(cache);
        train(
                java(Stream.concat(c1.stream(), Stream.of("-XX:AOTCacheOutput=" + cache))
                        .toList()),
                cache);
        return List.of(
                new Variant("boto3", List.of(python, "bench/cold-start/handler.py")),
                new Variant("JVM as it is", java(List.of())),
                new Variant("C1, serial GC", java(c1)),
                new Variant(
                        "C1, serial GC, AOT cache",
                        java(Stream.concat(c1.stream(), Stream.of("-XX:AOTCache=" + cache))
                                .toList())));
    }

    private static List<String> java(List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                jars().map(Path::toString).collect(Collectors.joining(":")),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                "io.nightshift.remediation.aws.RemediationHandler"));
        return command;
    }

    private static Stream<Path> jars() throws IOException {
        return Stream.of(FUNCTION, FUNCTION.resolve("function/lib"), FUNCTION.resolve("function/runtime"))
                .flatMap(folder -> {
                    try (var files = Files.list(folder)) {
                        return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    /** One run that covers what the measured ones do; the JVM writes the cache when it ends. */
    private void train(List<String> command, Path cache) throws Exception {
        var process = start(command);
        answered(process);
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES) || !Files.exists(cache)) {
            throw new IllegalStateException("the training run left no AOT cache at " + cache);
        }
    }

    private Measured measure(List<String> command) throws Exception {
        long begin = System.nanoTime();
        var process = start(command);
        answered(process);
        double millis = (System.nanoTime() - begin) / 1e6;
        double megabytes = peak(process.pid());
        process.destroyForcibly().waitFor();
        return new Measured(millis, megabytes);
    }

    private Process start(List<String> command) throws IOException {
        answer.set(new CompletableFuture<>());
        payload.set(WAKE);
        looks = 0;
        var own = "127.0.0.1:" + server.getAddress().getPort();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(FUNCTION.resolve("cold-start.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("NIGHTSHIFT_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", own,
                        "AWS_REGION", "eu-central-1",
                        "AWS_DEFAULT_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "example",
                        "NIGHTSHIFT_ACCOUNT", "111122223333",
                        "NIGHTSHIFT_TABLE", "nightshift",
                        "NIGHTSHIFT_AWS_ENDPOINT", "http://" + own,
                        "NIGHTSHIFT_POLICY_TEXT", POLICY,
                        "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", "http://" + own + "/111122223333/dead-letters"));
        return builder.start();
    }

    private void answered(Process process) throws Exception {
        var text = answer.get().get(60, TimeUnit.SECONDS);
        if (!text.contains("NOT_FOUND") || looks != 1) {
            process.destroyForcibly();
            throw new IllegalStateException("not the answer of a run that nobody knows, by one look: " + text);
        }
    }

    private static double peak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/invocation/next")) {
            next(exchange);
        } else if (path.endsWith("/response")) {
            answer.get().complete(new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
        } else if (String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .endsWith(".GetItem")) {
            looks++;
            reply(exchange, "application/x-amz-json-1.0", "{}");
        } else {
            answer.get().complete(path + ": " + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(400, -1);
        }
        exchange.close();
    }

    /** The first gets the event, and whoever asks again waits until it is ended. */
    private void next(HttpExchange exchange) throws IOException {
        var event = payload.getAndSet("");
        if (event.isEmpty()) {
            try {
                Thread.sleep(TimeUnit.MINUTES.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", "request-1");
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
        headers.set(
                "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:111122223333:function:nightshift");
        reply(exchange, "application/json", event);
    }

    private static void reply(HttpExchange exchange, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static double median(List<Measured> all, java.util.function.ToDoubleFunction<Measured> what) {
        var sorted = all.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void print(Map<String, List<Measured>> measured, boolean json) throws IOException {
        double base = median(measured.get("boto3"), Measured::millis);
        double size = jars().filter(jar -> !jar.toString().contains("/runtime/"))
                        .mapToLong(jar -> jar.toFile().length())
                        .sum()
                / 1e6;
        if (json) {
            var rows = measured.entrySet().stream()
                    .map(entry -> "{\"variant\":\"%s\",\"runs\":%d,\"millis\":%.0f,\"ratio\":%.2f,\"megabytes\":%.0f}"
                            .formatted(
                                    entry.getKey(),
                                    entry.getValue().size(),
                                    median(entry.getValue(), Measured::millis),
                                    median(entry.getValue(), Measured::millis) / base,
                                    median(entry.getValue(), Measured::megabytes)))
                    .collect(Collectors.joining(","));
            System.out.printf("{\"variants\":[%s],\"functionMegabytes\":%.1f}%n", rows, size);
            return;
        }
        System.out.printf("%-28s %10s %8s %10s%n", "VARIANT", "MEDIAN ms", "RATIO", "PEAK MB");
        measured.forEach((name, all) -> System.out.printf(
                "%-28s %10.0f %8.2f %10.0f%n",
                name,
                median(all, Measured::millis),
                median(all, Measured::millis) / base,
                median(all, Measured::megabytes)));
        System.out.printf("the function's jars: %.1f MB%n", size);
    }
}
