package io.nightshift.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulated users: each sends a request, waits for the response, pauses for a moment, and repeats. Their results are counted
 * by the version that responded, as named by the proxy.
 */
final class ShopUsers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(1);

    /** The responding version is unknown. */
    static final String NOBODY = "";

    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Duration thinking;
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<Long, Map<String, LongAdder>> seconds = new ConcurrentHashMap<>();
    private volatile boolean going = true;

    /** @param shop the address of the proxy */
    ShopUsers(URI shop, Duration thinking, InstantSource clock) {
        this.clock = clock;
        this.thinking = thinking;
        this.request = HttpRequest.newBuilder(shop).timeout(PATIENCE).build();
    }

    /** The counters for the users of one version. */
    private static final class Tally {
        private final LongAdder requests = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder slow = new LongAdder();
    }

    /**
     * The results for the users of one version so far.
     *
     * @param failed responses with a status of 500 or more, and missing ones
     * @param slow responses that took more than a second
     */
    record Seen(long requests, long failed, long slow) {
        static final Seen NOTHING = new Seen(0, 0, 0);
    }

    /** @param number each user is one more virtual thread */
    @SuppressWarnings("FutureReturnValueIgnored") // they end with the executor
    void come(int number) {
        for (int i = 0; i < number; i++) {
            var first = thinking.multipliedBy(i).dividedBy(number);
            people.submit(() -> buy(first));
        }
    }

    private void buy(Duration first) {
        var wait = first;
        while (going) {
            LockSupport.parkNanos(wait.toNanos());
            wait = thinking;
            ask();
        }
    }

    private void ask() {
        var since = clock.instant();
        try {
            var reply = client.send(request, HttpResponse.BodyHandlers.discarding());
            var took = Duration.between(since, clock.instant());
            var version = reply.headers().firstValue("X-Version").orElse(NOBODY);
            count(version, reply.statusCode() >= 500, took.compareTo(SLOW) > 0);
        } catch (IOException e) {
            // Also requests that took longer than any user waits.
            count(NOBODY, true, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(String version, boolean failed, boolean slow) {
        var tally = tallies.computeIfAbsent(version, ignored -> new Tally());
        tally.requests.increment();
        if (failed) {
            tally.failed.increment();
        } else if (slow) {
            tally.slow.increment();
        }
        seconds.computeIfAbsent(clock.instant().getEpochSecond(), ignored -> new ConcurrentHashMap<>())
                .computeIfAbsent(version, ignored -> new LongAdder())
                .increment();
    }

    Seen seen(String version) {
        var tally = tallies.get(version);
        return tally == null ? Seen.NOTHING : new Seen(tally.requests.sum(), tally.failed.sum(), tally.slow.sum());
    }

    /** The number of requests that each version answered in that second. */
    Map<String, Long> second(Instant at) {
        var counted = new ConcurrentHashMap<String, Long>();
        seconds.getOrDefault(at.getEpochSecond(), Map.of())
                .forEach((version, count) -> counted.put(version, count.sum()));
        return counted;
    }

    /** The total number of failed requests so far. */
    long failed() {
        return tallies.values().stream().mapToLong(tally -> tally.failed.sum()).sum();
    }

    /** The proxy's name for the version of that digest. */
    static String version(String digest) {
        return "shop." + digest.replace(':', '-');
    }

    /** Users leave after the response that they wait for. */
    @Override
    public void close() {
        going = false;
        people.shutdown();
        try {
            if (!people.awaitTermination(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS)) {
                people.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
