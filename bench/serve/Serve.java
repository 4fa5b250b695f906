import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Distinct alarms of one rule, sent to {@code nightshift serve} by more and more senders, each of which sends its next alarm
 * after the answer; every run acts at a receiver that answers at once. Prints a table with the ratio to four senders.
 *
 * <p>Arguments: how many alarms each row sends, the numbers of senders (comma separated), then the command of nightshift. The
 * ledger is NIGHTSHIFT_LEDGER, or a new SQLite file for each row.
 */
public final class Serve {

    private static final String POLICY = """
            version: 1
            defaults:
              mode: act
              page: ops
              guardrails: {rate-limit: {times: 1000, per: 1s}, blast-radius: {at-most: 1000}, lock: 2h}
            channels:
              ops: {kind: console}
            rules:
            """;

    private static final String RULE = """
              - name: %1$s
                match: {source: alertmanager, name: %1$s}
                ladder:
                  - {action: call-webhook, with: {hook: storm}, wait: 30m}
            """;

    private static final String STORM = "storm";

    /** What comes before a row, so that the compiler is done: to rules of their own, whose counters are not those of the row. */
    private static final List<String> WARM_UP = List.of("first", "second", "third");

    private static final String ALERT = """
            {"version":"4","groupKey":"g","status":"firing","receiver":"r","alerts":[{"status":"firing",
            "labels":{"alertname":"%s","service":"%s"},"annotations":{},"startsAt":"2026-11-21T03:00:00Z",
            "endsAt":"0001-01-01T00:00:00Z","fingerprint":"%s"}]}""";

    private record Row(int senders, double runs, double acts, long p50, long p99, long slowest503, int refused) {}

    /** No more than may be in action at once. */
    private static final int MOST_ALARMS = 800;

    private static final AtomicInteger ACTS = new AtomicInteger();
    private static int names;

    private Serve() {}

    public static void main(String[] args) throws Exception {
        int alarms = Integer.parseInt(args[0]);
        if (alarms > MOST_ALARMS) {
            System.err.println(
                    "bench/serve: at most " + MOST_ALARMS + " alarms: the policy's largest blast radius is 1,000");
            System.exit(2);
        }
        var senders =
                Arrays.stream(args[1].split(",")).mapToInt(Integer::parseInt).toArray();
        var command = List.of(args).subList(2, args.length);
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            ACTS.incrementAndGet();
        });
        receiver.start();
        int code = 1;
        try {
            var rows = new ArrayList<Row>();
            for (int many : senders) {
                rows.add(row(many, alarms, command, receiver.getAddress().getPort()));
            }
            print(rows);
            code = 0;
        } catch (IOException e) {
            System.err.println("bench/serve: " + e.getMessage());
        }
        // The receiver's threads would keep this alive.
        System.exit(code);
    }

    private static Row row(int senders, int alarms, List<String> command, int receiver) throws Exception {
        var folder = Files.createTempDirectory("nightshift-serve");
        int port = freePort();
        // A database may be older than this row, and its counters are of rules of a name.
        var row = "-" + ProcessHandle.current().pid() + "-" + names;
        var serve = start(folder, command, port, receiver, row);
        try {
            for (var rule : WARM_UP) {
                send(Math.min(senders, 16), MOST_ALARMS, port, rule + row);
            }
            return send(senders, alarms, port, STORM + row);
        } finally {
            serve.destroy();
            serve.waitFor();
        }
    }

    private static Process start(Path folder, List<String> command, int port, int receiver, String row)
            throws Exception {
        var rules = new StringBuilder(POLICY).append(RULE.formatted(STORM + row));
        WARM_UP.forEach(rule -> rules.append(RULE.formatted(rule + row)));
        Files.writeString(folder.resolve("nightshift.yaml"), rules);
        var all = new ArrayList<>(command);
        all.addAll(List.of("serve", "--listen", "127.0.0.1:" + port, "--policy", "nightshift.yaml"));
        if (!System.getenv().containsKey("NIGHTSHIFT_LEDGER")) {
            all.addAll(List.of("--ledger", "ledger.db"));
        }
        var builder = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("NIGHTSHIFT_WEBHOOK_STORM_URL", "http://127.0.0.1:" + receiver + "/");
        builder.environment().put("NIGHTSHIFT_WEBHOOK_STORM_KEY", "key");
        var process = builder.start();
        while (!Files.readString(folder.resolve("log")).contains("\"serving\"")) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(folder.resolve("log")));
            }
            Thread.sleep(100);
        }
        return process;
    }

    private static Row send(int senders, int alarms, int port, String rule) throws Exception {
        ACTS.set(0);
        var url = URI.create("http://127.0.0.1:" + port + "/signals");
        var next = new AtomicInteger();
        var taken = new ConcurrentLinkedQueue<Long>();
        var refused = new ConcurrentLinkedQueue<Long>();
        var prefix = "s" + names++ + "-" + ProcessHandle.current().pid() + "-";
        long start;
        var open = new CountDownLatch(senders);
        try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < senders; i++) {
                threads.submit(() -> {
                    client.send(
                            HttpRequest.newBuilder(url.resolve("/healthz")).build(),
                            HttpResponse.BodyHandlers.discarding());
                    open.countDown();
                    open.await();
                    for (int number = next.getAndIncrement(); number < alarms; number = next.getAndIncrement()) {
                        var name = prefix + number;
                        var request = HttpRequest.newBuilder(url)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(ALERT.formatted(rule, name, name)))
                                .build();
                        long sent = System.nanoTime();
                        int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                        (status == 200 ? taken : refused).add(System.nanoTime() - sent);
                    }
                    return null;
                });
            }
            open.await();
            start = System.nanoTime();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long end = System.nanoTime() + 60_000_000_000L;
        while (ACTS.get() < taken.size() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        double acted = (System.nanoTime() - start) / 1e9;
        return new Row(
                senders,
                taken.size() / seconds,
                ACTS.get() / acted,
                percentile(taken, 0.5),
                percentile(taken, 0.99),
                percentile(refused, 1),
                refused.size());
    }

    private static long percentile(ConcurrentLinkedQueue<Long> nanos, double share) {
        var sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / 1_000_000;
    }

    private static void print(List<Row> rows) {
        double four = rows.stream()
                .filter(row -> row.senders() == 4)
                .findFirst()
                .orElse(rows.getFirst())
                .runs();
        System.out.println("| senders | runs/s | ratio to 4 | acts/s | p50 ms | p99 ms | 503 | slowest 503 ms |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        rows.forEach(row -> System.out.printf(
                "| %d | %.0f | %.2f | %.0f | %d | %d | %d | %d |%n",
                row.senders(),
                row.runs(),
                row.runs() / four,
                row.acts(),
                row.p50(),
                row.p99(),
                row.refused(),
                row.slowest503()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
