package io.nightshift.aws.entry;

import io.nightshift.entry.CommonConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What every function of AWS is configured with; read once, by {@link AwsEnvironment}.
 *
 * @param account the AWS account that it works in
 * @param regions where it looks and acts; the first is its own
 * @param endpoint instead of AWS, for every service
 * @param table the ledger's DynamoDB table
 * @param timers empty: only the sweeper wakes runs
 * @param deadLetters the URL of the SQS queue for what cannot be decoded
 */
public record AwsConfiguration(
        CommonConfig common,
        String account,
        List<String> regions,
        Optional<URI> endpoint,
        String table,
        Optional<TimerSettings> timers,
        URI deadLetters) {

    public String region() {
        return regions.getFirst();
    }

    /** The same with someone else to talk to. */
    AwsConfiguration at(URI elsewhere) {
        return new AwsConfiguration(common, account, regions, Optional.of(elsewhere), table, timers, deadLetters);
    }

    /**
     * @param group the EventBridge Scheduler group
     * @param target the ARN of what a timer calls: this function or a queue before it
     * @param role the ARN of the role by which Scheduler calls it
     */
    public record TimerSettings(String group, String target, String role) {}
}
