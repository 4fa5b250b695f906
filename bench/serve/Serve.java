package serve;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import load.Alert;
import load.ServedNightshift;
import load.WebhookReceiver;

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
        var receiver = new WebhookReceiver((key, body) -> ACTS.incrementAndGet());
        int code = 1;
        try {
            var rows = new ArrayList<Row>();
            for (int many : senders) {
                rows.add(row(many, alarms, command, receiver.url()));
            }
            print(rows);
            code = 0;
        } catch (IOException e) {
            System.err.println("bench/serve: " + e.getMessage());
        }
        // The receiver's threads would keep this alive.
        System.exit(code);
    }

    private static Row row(int senders, int alarms, List<String> command, String receiver) throws Exception {
        // A database may be older than this row, and its counters are of rules of a name.
        var row = "-" + ProcessHandle.current().pid() + "-" + names;
        try (var served = started(command, receiver, row)) {
            for (var rule : WARM_UP) {
                send(Math.min(senders, 16), MOST_ALARMS, served, rule + row);
            }
            return send(senders, alarms, served, STORM + row);
        }
    }

    private static ServedNightshift started(List<String> command, String receiver, String row) throws Exception {
        var folder = Files.createTempDirectory("nightshift-serve");
        var rules = new StringBuilder(POLICY).append(RULE.formatted(STORM + row));
        WARM_UP.forEach(rule -> rules.append(RULE.formatted(rule + row)));
        Files.writeString(folder.resolve("nightshift.yaml"), rules);
        boolean given = System.getenv().containsKey("NIGHTSHIFT_LEDGER");
        var served = new ServedNightshift(
                folder,
                command,
                given ? List.of() : List.of("--ledger", "ledger.db"),
                Map.of("NIGHTSHIFT_WEBHOOK_STORM_URL", receiver, "NIGHTSHIFT_WEBHOOK_STORM_KEY", "key"));
        if (!served.start()) {
            throw new IOException(String.join("\n", served.logged("")));
        }
        return served;
    }

    private static Row send(int senders, int alarms, ServedNightshift served, String rule) throws Exception {
        ACTS.set(0);
        var next = new AtomicInteger();
        var taken = new ConcurrentLinkedQueue<Long>();
        var refused = new ConcurrentLinkedQueue<Long>();
        var prefix = "s" + names++ + "-" + ProcessHandle.current().pid() + "-";
        long start;
        var open = new CountDownLatch(senders);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < senders; i++) {
                threads.submit(() -> {
                    try {
                        served.health(); // opens the connection
                    } finally {
                        open.countDown();
                    }
                    open.await();
                    for (int number = next.getAndIncrement(); number < alarms; number = next.getAndIncrement()) {
                        long sent = System.nanoTime();
                        int status = served.post(Alert.firing(rule, prefix + number));
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
}
