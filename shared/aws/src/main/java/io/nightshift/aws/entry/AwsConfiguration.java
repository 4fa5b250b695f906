package io.nightshift.aws.entry;

import io.nightshift.core.signal.Origin;
import io.nightshift.entry.CommonConfig;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of every function on AWS; {@link AwsEnvironment} reads it once.
 *
 * @param account the AWS account in which it works
 * @param regions the regions that it reads and changes; the first is its own
 * @param endpoint used instead of AWS, for every service
 * @param table the ledger's DynamoDB table
 * @param timers if empty, only the sweeper wakes runs
 * @param deadLetters the URL of the SQS queue for undecodable payloads
 */
public record AwsConfiguration(
        CommonConfig common,
        String account,
        List<String> regions,
        Optional<URI> endpoint,
        String table,
        Optional<TimerSettings> timers,
        URI deadLetters) {

    /** The account and region of what names none; {@link Origin#NOWHERE} if there are several regions. */
    public Origin home() {
        return regions.size() == 1 ? Origin.aws(account, regions.getFirst()) : Origin.NOWHERE;
    }

    public String region() {
        return regions.getFirst();
    }

    /** The same with another endpoint. */
    AwsConfiguration at(URI elsewhere) {
        return new AwsConfiguration(common, account, regions, Optional.of(elsewhere), table, timers, deadLetters);
    }

    /**
     * @param group the EventBridge Scheduler group
     * @param target the ARN that a timer calls: this function or a queue in front of it
     * @param role the ARN of the role with which Scheduler calls it
     */
    public record TimerSettings(String group, String target, String role) {}
}
