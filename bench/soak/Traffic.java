package soak;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import load.Alert;
import load.ServedNightshift;

/**
 * Sends signals at a constant rate, each again until it is taken, as Alertmanager does: alarms of new services, the end of those
 * that were acted on, and repetitions. Keeps what it has to find at the receiver.
 */
final class Traffic {

    private static final Pattern SERVICE = Pattern.compile("soak-\\d+");
    private static final int AGAIN_MILLIS = 500;

    final AtomicLong sent = new AtomicLong();
    final AtomicLong taken = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong unanswered = new AtomicLong();
    final AtomicLong repeated = new AtomicLong();
    final AtomicLong slowest = new AtomicLong();
    private final Set<String> alarms = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> acts = new ConcurrentHashMap<>();
    private final Queue<String> acted = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ServedNightshift served;
    private long tick;
    private long services;
    private volatile boolean calm;

    Traffic(ServedNightshift served) {
        this.served = served;
    }

    void start(int perSecond) {
        clock.scheduleAtFixedRate(this::signal, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    /** From now on there are no new alarms; those that were acted on still end. */
    void calmDown() {
        calm = true;
    }

    void stop() {
        clock.shutdownNow();
    }

    /**
     * Every fourth signal is a new alarm, so that runs end faster than they begin: the blast radius holds back what is more than
     * 1000 at once. The others end an alarm that was acted on, or repeat one where there is none.
     */
    private void signal() {
        var over = tick++ % 4 == 0 && !calm ? null : acted.poll();
        if (over != null) {
            send(() -> deliver(Alert.resolved("Soak", over)));
        } else if (!calm) {
            var service = "soak-" + (tick % 4 == 1 ? ++services : services);
            send(() -> alarm(service));
        }
    }

    private void send(Runnable delivery) {
        sent.incrementAndGet();
        Thread.ofVirtual().start(delivery);
    }

    private void alarm(String service) {
        deliver(Alert.firing("Soak", service));
        alarms.add(service);
    }

    private void deliver(String message) {
        long began = System.nanoTime();
        try {
            while (!isTaken(message)) {
                Thread.sleep(AGAIN_MILLIS);
            }
            taken.incrementAndGet();
            slowest.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(String message) throws InterruptedException {
        try {
            if (served.post(message) == 200) {
                return true;
            }
            refused.incrementAndGet();
        } catch (IOException e) {
            unanswered.incrementAndGet();
        }
        return false;
    }

    /** A call came to the receiver. */
    void called(String key, String body) {
        var service = SERVICE.matcher(body);
        if (service.find()) {
            var keys = acts.computeIfAbsent(service.group(), ignored -> ConcurrentHashMap.newKeySet());
            if (!keys.add(key)) {
                repeated.incrementAndGet();
            } else if (keys.size() == 1) {
                acted.add(service.group());
            }
        }
    }

    long acts() {
        return acts.values().stream().mapToLong(Set::size).sum();
    }

    boolean isTakenAndActedOn() {
        return taken.get() == sent.get() && acted.isEmpty() && lost() == 0;
    }

    /** Signals that were not taken in the end, and alarms that were taken and not acted on. */
    long lost() {
        return sent.get()
                - taken.get()
                + alarms.stream().filter(alarm -> !acts.containsKey(alarm)).count();
    }

    /** Alarms that were acted on under more than one key. */
    long doubled() {
        return acts.values().stream().filter(keys -> keys.size() > 1).count();
    }
}
