package io.nightshift.remediation.aws.storm;

import io.nightshift.sandbox.aws.FakeResource.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a storm costs: counts that were measured, times a price. Each line names its price in {@link Prices}.
 *
 * @param aws counts by the name of the price
 */
record Bill(Prices prices, Map<String, Double> aws, Map<String, Double> gcp) {

    /** Memory of the function, on both clouds. */
    static final double GIB = 1;

    private static final double TIB = 1L << 40;
    private static final double BILLED_STEP = 0.1;

    static final List<String> ASSUMPTIONS = List.of(
            "durations are those of an invocation alone on this machine, with JIT warm and everything on localhost; cold"
                    + " starts and the way to real services are not in them",
            "the function has 1,024 MB (on Cloud Run 1 GiB and 1 vCPU, one request at a time, billed in steps of 100 ms)",
            "SQS: one request to send each message, one to receive and one to delete a batch",
            "each timer is one invocation of a schedule, on Google Cloud two operations; what the wake-ups do later is"
                    + " not in it",
            "Google Cloud: the same turns as counted here; FirestoreLedger writes one document where DynamoDbLedger"
                    + " writes one item; each message comes by itself, by Pub/Sub push",
            "no free tier, no storage, no logs, no data transfer");

    /** What was counted up to now; the durations come by {@link #lasting}. */
    static Bill of(Prices prices, Storm storm, StormTraffic traffic) {
        long batches = storm.ran.stream().filter(ran -> ran.delivery().batch()).count();
        long queued = traffic.deliveries().stream()
                .filter(StormDelivery::batch)
                .mapToLong(delivery -> delivery.messages().size())
                .sum();
        var aws = new LinkedHashMap<String, Double>();
        aws.put("lambda.request", (double) storm.ran.size());
        aws.put("dynamodb.write", (double) storm.toll.writeUnits + storm.toll.indexUnits);
        aws.put("dynamodb.read", (double) storm.toll.readUnits);
        aws.put("sqs.request", (double) queued + 2 * batches + storm.aws.calls("SendMessage"));
        double timers = storm.aws.things(Schedule.class).size();
        aws.put("scheduler.invocation", timers);
        aws.put("cloudwatch.metric", (double) storm.aws.calls("GetMetricData"));
        aws.put("cloudwatch.request", (double) storm.aws.calls("DescribeAlarms"));
        var gcp = new LinkedHashMap<String, Double>();
        gcp.put("run.request", (double) traffic.messages());
        gcp.put("firestore.write", (double) storm.toll.items);
        gcp.put("firestore.read", (double) storm.toll.readItems);
        gcp.put("tasks.operation", 2 * timers);
        gcp.put("pubsub.tib", 2 * published(traffic) / TIB);
        return new Bill(prices, aws, gcp);
    }

    private static double published(StormTraffic traffic) {
        return traffic.deliveries().stream()
                .flatMap(delivery -> delivery.messages().stream())
                .mapToLong(message -> Math.max(1000, message.bytes().length))
                .sum();
    }

    /** @param seconds of all messages together, each alone */
    Bill lasting(double seconds, int messages) {
        var onAws = new LinkedHashMap<>(aws);
        onAws.put("lambda.gb-second", seconds * GIB);
        double billed = Math.max(1, Math.ceil(seconds / messages / BILLED_STEP)) * BILLED_STEP * messages;
        var onGcp = new LinkedHashMap<>(gcp);
        onGcp.put("run.vcpu-second", billed);
        onGcp.put("run.gib-second", billed * GIB);
        return new Bill(prices, onAws, onGcp);
    }

    double dollars(Map<String, Double> counts) {
        return counts.entrySet().stream()
                .mapToDouble(entry -> prices.of(entry.getKey(), entry.getValue()))
                .sum();
    }
}
