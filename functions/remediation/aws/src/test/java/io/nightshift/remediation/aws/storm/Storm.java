package io.nightshift.remediation.aws.storm;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.dynamodb.DynamoDbLocal;
import io.nightshift.sandbox.wire.RequestForwarder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * An account in a storm of alarms. The workers' clock goes through one minute while the messages are taken from the queue,
 * however long this machine needs for them.
 */
final class Storm implements AutoCloseable {

    private static final AtomicInteger TABLES = new AtomicInteger();

    /** What fails more often than this fails for good. */
    private static final int MOST_ATTEMPTS = 50;

    final Fleet fleet;
    final AwsStandIn aws = new AwsStandIn();
    final Ledger ledger;
    final Toll toll;
    final Toll calm = new Toll(() -> 0);
    final List<Worker> workers = new ArrayList<>();
    final List<Ran> ran = new ArrayList<>();
    private final String table = "storm-" + TABLES.incrementAndGet();
    private final AtomicInteger taken = new AtomicInteger();
    private final RequestForwarder dynamoDb = RequestForwarder.to(DynamoDbLocal.endpoint());
    private final RequestForwarder others = RequestForwarder.to(aws.endpoint());
    private volatile int expected = 1;

    /** An invocation with what it came to. */
    record Ran(StormDelivery delivery, Worker.Served served) {}

    Storm(Fleet fleet) {
        this.fleet = fleet;
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret"));
        var client = DynamoDbLedger.client(new AwsClients(
                AwsStandIn.REGION, Optional.of(DynamoDbLocal.endpoint()), credentials, AwsClients.RETRY_POLICY));
        DynamoDbTable.create(client, table);
        ledger = new DynamoDbLedger(client, DynamoDbLedger.Settings.of(table), () -> "reader");
        fleet.placeIn(aws);
        toll = new Toll(() -> Duration.between(StormTraffic.BEGIN, now()).toSeconds());
    }

    private Instant now() {
        return StormTraffic.BEGIN.plusMillis(
                StormTraffic.LENGTH.toMillis() * Math.min(taken.get(), expected) / expected);
    }

    /** Serves everything, what fails again and again too; returns how long that took on this machine. */
    Duration blow(StormTraffic traffic, int size, IntConsumer progress) throws Exception {
        expected = traffic.messages();
        for (int i = 0; i < size; i++) {
            workers.add(worker(toll));
        }
        var queue = new LinkedBlockingQueue<Optional<StormDelivery>>();
        traffic.deliveries().forEach(delivery -> queue.add(Optional.of(delivery)));
        var open = new AtomicInteger(traffic.messages());
        long begin = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(size)) {
            var all = new ArrayList<Future<?>>();
            for (var worker : workers) {
                all.add(threads.submit(() -> {
                    try {
                        return work(worker, queue, open, progress);
                    } finally {
                        // Also where this one failed: the others must not wait for what it does not bring back.
                        workers.forEach(ignored -> queue.add(Optional.empty()));
                    }
                }));
            }
            for (var one : all) {
                one.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Void work(
            Worker worker, LinkedBlockingQueue<Optional<StormDelivery>> queue, AtomicInteger open, IntConsumer progress)
            throws InterruptedException {
        for (var next = queue.take(); next.isPresent(); next = queue.take()) {
            var delivery = next.get();
            if (delivery.attempt() == 1) {
                taken.addAndGet(delivery.messages().size());
            }
            var served = worker.serve(delivery);
            synchronized (ran) {
                ran.add(new Ran(delivery, served));
            }
            var failed = served.failed();
            if (!failed.isEmpty()) {
                if (delivery.attempt() >= MOST_ATTEMPTS) {
                    throw new AssertionError("never served: " + failed);
                }
                queue.add(Optional.of(delivery.again(failed)));
            }
            int left = open.addAndGet(failed.size() - delivery.messages().size());
            progress.accept(left);
            if (left == 0) {
                return null;
            }
        }
        return null;
    }

    /** Serves one by one with nobody else at work: what an invocation takes by itself. */
    List<Worker.Served> alone(List<StormDelivery> deliveries) {
        try (var worker = worker(calm)) {
            return deliveries.stream().map(worker::serve).toList();
        }
    }

    private Worker worker(Toll counts) {
        return new Worker(this::variables, dynamoDb, others, counts, this::now);
    }

    private Map<String, String> variables(String endpoint) {
        var variables = new TreeMap<String, String>();
        variables.put("AWS_REGION", AwsStandIn.REGION);
        variables.put("NIGHTSHIFT_POLICY_TEXT", fleet.policy());
        variables.put("NIGHTSHIFT_ACCOUNT", AwsStandIn.ACCOUNT);
        variables.put("NIGHTSHIFT_TABLE", table);
        variables.put("NIGHTSHIFT_SCHEDULER_ROLE_ARN", "arn:aws:iam::111122223333:role/nightshift-timers");
        variables.put("NIGHTSHIFT_WAKE_TARGET_ARN", AwsStandIn.arn("lambda", "function:nightshift-remediation"));
        variables.put(
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL",
                "https://sqs.eu-central-1.amazonaws.com/111122223333/nightshift-dead-letters");
        variables.put("NIGHTSHIFT_AWS_ENDPOINT", endpoint);
        return variables;
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        aws.close();
    }
}
