package io.nightshift.remediation.aws.storm;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.AwsCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The storm of {@code bench/storm/run}: what it proves goes to the standard output; it ends with 1 if anything is wrong. */
public final class StormBench {

    private static final List<String> OPTIONS = List.of("--messages", "--workers", "--seed", "--prices");
    private static final double MILLIS = 1e6;

    /** Whether somebody looks at the standard error. */
    private static final boolean PROGRESS = Boolean.getBoolean("nightshift.progress");

    private final StormTraffic traffic;
    private final Storm storm;
    private final Duration took;
    private final Accounts accounts;
    private final Alone alone;
    private final Bill bill;
    private final List<Figure> figures = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private StormBench(StormTraffic traffic, Storm storm, Duration took, Accounts accounts, Alone alone, Bill bill) {
        this.traffic = traffic;
        this.storm = storm;
        this.took = took;
        this.accounts = accounts;
        this.alone = alone;
        this.bill = bill.lasting(alone.seconds(accounts), traffic.messages());
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        var options = options(args);
        var console = System.out;
        // DynamoDB Local greets on the standard output.
        System.setOut(System.err);
        int messages = Integer.parseInt(options.getOrDefault("--messages", "10000"));
        int workers = Integer.parseInt(options.getOrDefault("--workers", "50"));
        var prices = Prices.read(Path.of(options.getOrDefault("--prices", "bench/storm/prices.csv")));
        var fleet = messages < 5000 ? Fleet.OF_30 : Fleet.OF_500;
        var traffic = StormTraffic.of(fleet, messages, Long.parseLong(options.getOrDefault("--seed", "1")));
        int end;
        try (var storm = new Storm(fleet)) {
            var took = storm.blow(traffic, workers, progress(messages));
            say("reading the ledger");
            var accounts = Accounts.of(storm, traffic);
            // The stand-in goes on counting while signals are measured alone.
            var bill = Bill.of(prices, storm, traffic);
            say("measuring signals alone");
            var alone = Alone.in(storm);
            var bench = new StormBench(traffic, storm, took, accounts, alone, bill);
            bench.tell(workers);
            console.println(options.containsKey("--json") ? bench.json() : bench.text);
            end = accounts.faults().isEmpty() ? 0 : 1;
        }
        System.exit(end);
    }

    private static Map<String, String> options(String[] args) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--json")) {
                options.put(args[i], "");
            } else if (OPTIONS.contains(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                System.err.println("unknown: " + args[i] + "; see bench/storm/run --help");
                System.exit(2);
            }
        }
        return options;
    }

    private static IntConsumer progress(int messages) {
        var last = new AtomicLong(System.nanoTime());
        return left -> {
            long now = System.nanoTime();
            long before = last.get();
            if (PROGRESS && now - before > 500 * MILLIS && last.compareAndSet(before, now)) {
                System.err.printf("\r%,d of %,d messages ", messages - left, messages);
            }
        };
    }

    private static void say(String what) {
        if (PROGRESS) {
            System.err.printf("\r%-40s%n", what);
        }
    }

    private void tell(int workers) {
        line("%,d messages for %d instances, %d workers, 2 in 10 by EventBridge and the others by SQS, 10 at a time"
                .formatted(traffic.messages(), storm.fleet.machines().size(), workers));
        messages();
        acts();
        writes();
        partitions();
        calls();
        times();
        costs();
        accounts.faults().stream().limit(20).forEach(fault -> line("FAULT: " + fault));
        line(
                accounts.faults().isEmpty()
                        ? "\nNothing is wrong."
                        : "\n" + accounts.faults().size() + " faults.");
        figures.add(new Figure("faults", accounts.faults().size(), "", "lower"));
    }

    private void messages() {
        head("Messages: none is lost");
        line("%,8d signals are in the ledger, in %,d runs (%s)"
                .formatted(accounts.arrivals(), accounts.runs(), pick(accounts.told(), "STARTED", "JOINED")));
        line("%,8d were counted as duplicates".formatted(accounts.duplicates()));
        line("%,8d are in the dead letters, each with its reason".formatted(accounts.letters()));
        int again =
                storm.ran.stream().mapToInt(ran -> ran.served().failed().size()).sum();
        int lost = Math.max(0, traffic.messages() - accounts.arrivals() - accounts.duplicates() - accounts.letters());
        line("%,8d came again for conflicts; %d lost".formatted(again, lost));
        figures.add(new Figure("messages lost", lost, "messages", "lower"));
        figures.add(new Figure("messages that came again", again, "messages", "lower"));
    }

    private static Map<String, Integer> pick(Map<String, Integer> all, String... names) {
        var picked = new LinkedHashMap<String, Integer>();
        List.of(names).forEach(name -> picked.put(name, all.getOrDefault(name, 0)));
        return picked;
    }

    private void acts() {
        head("Acts: exactly what the policy allows");
        for (var service : storm.fleet.services()) {
            var ids = service.ids();
            line("%,8d of %,d on %-10s (%d instances)"
                    .formatted(
                            accounts.acted().stream().filter(ids::contains).count(),
                            service.allowed(),
                            service.name(),
                            service.instances()));
        }
        line("judged: " + accounts.verdicts());
        figures.add(new Figure(
                "acts beside those allowed",
                Math.abs(accounts.acted().size() - storm.fleet.allowed()),
                "acts",
                "lower"));
    }

    private void writes() {
        var toll = storm.toll;
        double signals = accounts.arrivals();
        head("Writes to the ledger");
        line("%,8d transactions went through: %.3f for each signal, %d at most for one"
                .formatted(toll.commits, toll.commits / signals, most()));
        line("%,8d transactions were asked for, with those refused for a conflict: %.3f for each signal"
                .formatted(toll.requests, toll.requests / signals));
        line("         refused by: %s; %d were repetitions of one whose answer came too late"
                .formatted(toll.conflicts(), toll.repetitions));
        line(
                "%,8d items (%.1f in a transaction, %,d bytes each), %,d write units and %,d of indexes: %.1f for each signal"
                        .formatted(
                                toll.attempted,
                                (double) toll.attempted / toll.requests,
                                toll.bytes / toll.attempted,
                                toll.writeUnits,
                                toll.indexUnits,
                                (toll.writeUnits + toll.indexUnits) / signals));
        line("%,8d reads of %,d items, %,d read units".formatted(toll.readRequests, toll.readItems, toll.readUnits));
        figures.add(new Figure("ledger writes for each signal", toll.commits / signals, "transactions", "lower"));
        figures.add(
                new Figure("ledger writes asked for each signal", toll.requests / signals, "transactions", "lower"));
        figures.add(new Figure("most ledger writes for one signal", most(), "transactions", "lower"));
        figures.add(new Figure(
                "write units for each signal", (toll.writeUnits + toll.indexUnits) / signals, "units", "lower"));
        figures.add(new Figure(
                "conflicts", (double) toll.requests - toll.commits - toll.repetitions, "transactions", "lower"));
    }

    /** Of the messages that came alone: there an invocation is one signal. */
    private int most() {
        return storm.ran.stream()
                .filter(ran -> ran.delivery().messages().size() == 1)
                .mapToInt(ran -> ran.served().commits())
                .max()
                .orElse(0);
    }

    private void calls() {
        head("Calls of AWS beside the ledger");
        var byOperation = storm.aws.calls().stream()
                .collect(Collectors.groupingBy(AwsCall::operation, TreeMap::new, Collectors.counting()));
        line(byOperation.toString());
    }

    private void partitions() {
        var toll = storm.toll;
        double all = toll.writeUnits + toll.indexUnits;
        head("Partitions: no key is hot (DynamoDB's limit for one is 1,000 write units a second)");
        var top = toll.hottest(8);
        top.forEach((key, units) -> line("%,8d units, %5.2f %% on %s".formatted(units, 100 * units / all, key)));
        line("%,8d keys in all; the most that one took in one second of the storm is %,d units"
                .formatted(toll.keys(), toll.peak()));
        line("most read: " + toll.mostRead(3) + " (limit: 3,000 read units a second)");
        figures.add(new Figure(
                "share of the hottest key", 100 * top.values().iterator().next() / all, "%", "lower"));
        figures.add(new Figure("most write units on one key in a second", toll.peak(), "units", "lower"));
    }

    private void times() {
        head("Times (%d processors, everything on this machine)"
                .formatted(Runtime.getRuntime().availableProcessors()));
        line("%8.1f s for all of it, %,.0f messages a second".formatted(took.toMillis() / 1e3, rate()));
        percentiles("one message", 1);
        percentiles("a batch of ten", 10);
        line("alone: %.1f ms for a new run, %.1f ms for one that joins, %.1f ms for a duplicate"
                .formatted(alone.started() * 1e3, alone.joined() * 1e3, alone.duplicate() * 1e3));
        figures.add(new Figure("throughput", rate(), "messages/s", "higher"));
        figures.add(new Figure("new run alone", alone.started() * 1e3, "ms", "lower"));
        figures.add(new Figure("joining signal alone", alone.joined() * 1e3, "ms", "lower"));
        figures.add(new Figure("duplicate alone", alone.duplicate() * 1e3, "ms", "lower"));
    }

    private double rate() {
        return traffic.messages() / (took.toNanos() / 1e9);
    }

    private void percentiles(String what, int messages) {
        var nanos = storm.ran.stream()
                .filter(ran -> ran.delivery().messages().size() == messages)
                .mapToLong(ran -> ran.served().nanos())
                .sorted()
                .toArray();
        if (nanos.length == 0) {
            return;
        }
        ToDoubleFunction<Double> at = share -> nanos[(int) Math.min(nanos.length - 1, share * nanos.length)] / MILLIS;
        line("%-15s p50 %,.0f ms, p95 %,.0f ms, p99 %,.0f ms, max %,.0f ms"
                .formatted(
                        what,
                        at.applyAsDouble(0.5),
                        at.applyAsDouble(0.95),
                        at.applyAsDouble(0.99),
                        at.applyAsDouble(1.0)));
        figures.add(new Figure(what + ", p50", at.applyAsDouble(0.5), "ms", "lower"));
        figures.add(new Figure(what + ", p99", at.applyAsDouble(0.99), "ms", "lower"));
    }

    private void costs() {
        cost("AWS", bill.aws());
        cost("Google Cloud", bill.gcp());
        line("Assumed:");
        Bill.ASSUMPTIONS.forEach(assumption -> line("  - " + assumption));
    }

    private void cost(String cloud, Map<String, Double> counts) {
        double dollars = bill.dollars(counts);
        head("What it costs on %s: $%.4f, $%.2f for a million messages"
                .formatted(cloud, dollars, dollars / traffic.messages() * 1e6));
        counts.forEach((name, count) -> {
            var price = bill.prices().of(name);
            line("  $%.4f  %,.3f x %s at $%s for %,.0f (%s, read %s)"
                    .formatted(
                            bill.prices().of(name, count),
                            count,
                            price.unit(),
                            Json.of(price.dollars()).text(),
                            price.per(),
                            price.page(),
                            price.date()));
        });
        figures.add(new Figure("cost on " + cloud, dollars, "$", "lower"));
    }

    private void head(String title) {
        line("\n" + title);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String json() {
        return Json.obj()
                .with("bench", "storm")
                .with("figures", Json.arr(figures.stream().map(Figure::toJson).toList()))
                .text();
    }
}
