package soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import load.ServedNightshift;
import load.WebhookReceiver;

/**
 * Signals at a constant rate to {@code nightshift serve} while it is killed and its disk is full at random. Prints figures, and
 * ends with 1 if a signal was lost, an act was doubled, or the ledger is not whole.
 *
 * <p>Arguments: minutes, seed, then the command of nightshift.
 */
public final class Soak {

    private static final int PER_SECOND = 20;

    /** The lease of a killed process ends, the sweeper comes, and a busy machine is slow. */
    private static final long CALM_DOWN_SECONDS = 240;

    private static final String POLICY = """
            version: 1
            defaults:
              mode: act
              soak: 5s
              page: ops
              guardrails: {rate-limit: {times: 1000, per: 1s}, blast-radius: {at-most: 1000}, lock: 2h}
            channels:
              ops: {kind: console}
            rules:
              - name: soak
                match: {source: alertmanager}
                ladder:
                  - {action: call-webhook, with: {hook: soak}, wait: 30m}
            """;

    private final long minutes;
    private final Random random;
    private final Path folder;
    private final Optional<SmallDisk> disk;
    private final ServedNightshift served;
    private final Traffic traffic;
    private final HealthPoll health;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> memory = new ArrayList<>();
    private volatile OptionalLong running = OptionalLong.empty();
    private int kills;
    private int full;
    private int failedStarts;

    private Soak(long minutes, long seed, List<String> command) throws IOException, InterruptedException {
        this.minutes = minutes;
        random = new Random(seed);
        folder = Files.createTempDirectory("nightshift-soak");
        var store = Files.createDirectory(folder.resolve("store"));
        disk = disk(store);
        var receiver = new WebhookReceiver(this::called);
        Files.writeString(folder.resolve("nightshift.yaml"), POLICY);
        var environment = Map.of(
                "NIGHTSHIFT_WEBHOOK_SOAK_URL", receiver.url(),
                "NIGHTSHIFT_WEBHOOK_SOAK_KEY", "key",
                "NIGHTSHIFT_LEASE", "PT1M");
        served = new ServedNightshift(
                folder, command, List.of("--ledger", store.resolve("ledger.db").toString()), environment);
        traffic = new Traffic(served);
        if (!served.start()) {
            throw new IOException(String.join("\n", served.logged("")));
        }
        running = OptionalLong.of(System.nanoTime());
        health = new HealthPoll(served);
    }

    public static void main(String[] args) throws Exception {
        long minutes = Long.parseLong(args[0]);
        long seed = args[1].isEmpty() ? System.nanoTime() & 0xffff : Long.parseLong(args[1]);
        System.out.printf("seed %d: %d minutes of %d signals a second%n", seed, minutes, PER_SECOND);
        System.exit(new Soak(minutes, seed, List.of(args).subList(2, args.length)).run());
    }

    private static Optional<SmallDisk> disk(Path store) throws InterruptedException {
        try {
            return Optional.of(SmallDisk.at(store));
        } catch (IOException e) {
            System.out.println("no file system can be mounted here: the disk is never full");
            return Optional.empty();
        }
    }

    private void called(String key, String body) {
        traffic.called(key, body);
    }

    /** With a full disk it may not start; whoever looks after a service starts it again and again. */
    private void start() throws IOException, InterruptedException {
        while (!served.start()) {
            failedStarts++;
            Thread.sleep(1000);
        }
        running = OptionalLong.of(System.nanoTime());
    }

    private int run() throws Exception {
        traffic.start(PER_SECOND);
        var faults = Thread.ofPlatform().start(this::disturb);
        for (long minute = 1; minute <= minutes; minute++) {
            Thread.sleep(60_000);
            measureMemory();
        }
        over.countDown();
        faults.join();
        traffic.calmDown();
        calmDown();
        traffic.stop();
        boolean healthy = health.isUp();
        served.close();
        boolean whole = served.run(
                        "audit",
                        "verify",
                        "--ledger",
                        folder.resolve("store/ledger.db").toString())
                == 0;
        print(healthy, whole);
        return traffic.lost() == 0 && traffic.doubled() == 0 && whole && healthy ? 0 : 1;
    }

    private void measureMemory() {
        var old = running;
        if (old.isPresent()) {
            long age = (System.nanoTime() - old.getAsLong()) / 1_000_000_000;
            memory.add("%d (%d s)".formatted(served.residentMegabytes(), age));
        } else {
            memory.add("starting");
        }
    }

    /**
     * Until the time is over; then there is room, and the process runs. In the last third nothing is killed: only a
     * process that lives for minutes can show that its memory does not grow.
     */
    private void disturb() {
        long lastKill = System.nanoTime() + minutes * 60_000_000_000L * 2 / 3;
        try {
            while (!over.await(10_000 + random.nextInt(50_000), TimeUnit.MILLISECONDS)) {
                boolean kills = System.nanoTime() < lastKill;
                if (disk.isPresent() && (!kills || random.nextBoolean())) {
                    fill(disk.get(), 5_000 + random.nextInt(40_000), kills && random.nextInt(3) == 0);
                } else if (kills) {
                    kill();
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param dies whether the process is killed in the middle; it may not start again before there is room */
    private void fill(SmallDisk small, int millis, boolean dies) throws IOException, InterruptedException {
        if (small.fill()) {
            full++;
            health.diskIsFull();
            var room = Thread.ofVirtual().start(() -> makeRoom(small, millis));
            if (dies) {
                Thread.sleep(millis / 2);
                kill();
            }
            room.join();
        }
    }

    private void makeRoom(SmallDisk small, int millis) {
        try {
            Thread.sleep(millis);
            small.makeRoom();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        health.diskHasRoom();
    }

    private void kill() throws IOException, InterruptedException {
        kills++;
        running = OptionalLong.empty();
        served.kill();
        start();
    }

    private void calmDown() throws InterruptedException {
        long end = System.nanoTime() + CALM_DOWN_SECONDS * 1_000_000_000;
        while (System.nanoTime() < end && !(traffic.isTakenAndActedOn() && health.isUp())) {
            Thread.sleep(200);
        }
    }

    private void print(boolean healthy, boolean whole) {
        System.out.printf(
                "signals sent %d, taken %d, slowest %d ms%n",
                traffic.sent.get(), traffic.taken.get(), traffic.slowest.get());
        System.out.printf(
                "refused %d, without an answer %d (each was sent again)%n",
                traffic.refused.get(), traffic.unanswered.get());
        System.out.printf("acts %d, repeated under the same key %d%n", traffic.acts(), traffic.repeated.get());
        System.out.printf("lost %d, doubled %d%n", traffic.lost(), traffic.doubled());
        System.out.printf("kills %d, full disks %d, starts that failed %d%n", kills, full, failedStarts);
        System.out.printf(
                "health changed %d times (in the log: %d); a full disk was told after %d ms at most; in the end it is %s%n",
                health.changes.get(),
                served.logged("\"health-changed\"").size(),
                health.slowest(),
                healthy ? "up" : "down");
        System.out.printf(
                "memory in MB at each minute (seconds since the last start): %s%n", String.join(", ", memory));
        System.out.printf("ledger %s; log: %s%n", whole ? "whole" : "NOT WHOLE", served.log());
    }
}
