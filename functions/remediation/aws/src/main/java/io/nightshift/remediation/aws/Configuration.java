package io.nightshift.remediation.aws;

import io.nightshift.policy.Policy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the function is configured with; read once, by {@link Environment}.
 *
 * @param account the AWS account that it works in
 * @param regions where it looks and acts; the first is its own
 * @param endpoint instead of AWS, for every service
 * @param table the ledger's DynamoDB table
 * @param retention how long finished runs are kept; empty: for good
 * @param timers empty: only the sweeper wakes runs
 * @param deadLetters the URL of the SQS queue for what cannot be decoded
 * @param webhooks by the name that policies use
 * @param databases by the name that policies use
 * @param channels by the policy's name of the channel
 */
record Configuration(
        Policy policy,
        String account,
        List<String> regions,
        Optional<URI> endpoint,
        String table,
        Optional<Duration> retention,
        Optional<TimerSettings> timers,
        URI deadLetters,
        Map<String, Hook> webhooks,
        Map<String, Database> databases,
        Map<String, Hook> channels) {

    String region() {
        return regions.getFirst();
    }

    /**
     * @param group the EventBridge Scheduler group
     * @param target the ARN of what a timer calls: this function or a queue before it
     * @param role the ARN of the role by which Scheduler calls it
     */
    record TimerSettings(String group, String target, String role) {}

    record Hook(Secret url, Secret key) {}

    record Database(Secret url, String user, Secret password) {}
}
