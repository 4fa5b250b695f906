package io.nightshift.aws.entry;

import io.nightshift.core.signal.Origin;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.MemberAccounts;
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
 * @param members other accounts, and who attests their signals
 */
public record AwsConfiguration(
        CommonConfig common,
        String account,
        List<String> regions,
        Optional<URI> endpoint,
        String table,
        Optional<TimerSettings> timers,
        URI deadLetters,
        AwsMembers members) {

    /** The account and region of what names none; {@link Origin#NOWHERE} if there are several regions. */
    public Origin home() {
        return regions.size() == 1 ? Origin.aws(account, regions.getFirst()) : Origin.NOWHERE;
    }

    public String region() {
        return regions.getFirst();
    }

    /** Whose signals may be about which account. */
    public MemberAccounts accounts() {
        return members.accounts(account);
    }

    /** The same with another endpoint. */
    AwsConfiguration at(URI elsewhere) {
        return new AwsConfiguration(
                common, account, regions, Optional.of(elsewhere), table, timers, deadLetters, members);
    }

    /**
     * @param group the EventBridge Scheduler group
     * @param target the ARN that a timer calls: this function or a queue in front of it
     * @param role the ARN of the role with which Scheduler calls it; it may also send to {@code deadLetters}
     * @param deadLetters the ARN of the SQS queue for wake-ups that Scheduler could not deliver
     */
    public record TimerSettings(String group, String target, String role, Optional<String> deadLetters) {}
}
