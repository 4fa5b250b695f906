package io.nightshift.aws.entry;

import io.nightshift.aws.MemberRole;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.MemberEntries;
import io.nightshift.entry.MemberEntries.InvalidEntryException;
import io.nightshift.entry.Variables;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The other accounts that a host works in.
 *
 * @param queues ARNs of the SQS queues that only EventBridge rules of the host's account and SNS (in its envelope) may fill
 */
public record AwsMembers(List<MemberRole> roles, Set<String> queues) {

    /** The host works in its own account only. */
    public static final AwsMembers NONE = new AwsMembers(List.of(), Set.of());

    private static final String ACCOUNTS = "NIGHTSHIFT_MEMBER_ACCOUNTS";
    private static final String QUEUES = "NIGHTSHIFT_MEMBER_QUEUES";

    public static final EnvironmentVariable ACCOUNTS_KEY = new EnvironmentVariable(
            ACCOUNTS,
            false,
            "Other accounts that it works in, by a role of each: `[{\"role\": ARN, \"externalId\": TEXT, \"regions\": [REGION]}]`; `regions` are its own where not set.");

    /** The variables of a function. */
    static final List<EnvironmentVariable> KEYS = List.of(
            ACCOUNTS_KEY,
            new EnvironmentVariable(
                    QUEUES,
                    false,
                    "The ARNs of the queues, separated by commas, that only EventBridge rules of this account and SNS (without raw delivery) may fill: only in them does a message speak for another account."));

    private static final Pattern ROLE = Pattern.compile("arn:aws(-[a-z]+)*:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final Pattern QUEUE =
            Pattern.compile("arn:aws(-[a-z]+)*:sqs:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,80}(\\.fifo)?");
    private static final Set<String> NAMES = Set.of("role", "externalId", "regions");

    public AwsMembers {
        roles = List.copyOf(roles);
        queues = Set.copyOf(queues);
    }

    /**
     * Reports problems to the variables; each names the entry, and none repeats a value.
     *
     * @param regions the host's own, its home first
     */
    public static AwsMembers read(Variables variables, String account, List<String> regions) {
        var queues = variables.list(QUEUES, QUEUE.asMatchPredicate(), "ARNs of SQS queues");
        var roles = MemberEntries.read(
                variables, ACCOUNTS, Set.of(account), MemberRole::account, entry -> role(entry, regions));
        return new AwsMembers(roles, queues);
    }

    private static MemberRole role(View entry, List<String> own) throws InvalidEntryException {
        MemberEntries.only(entry, NAMES);
        var role = MemberEntries.text(entry.at("role"), ROLE, "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME");
        var arn = Arn.parse(role).orElseThrow();
        var id = MemberEntries.text(entry.at("externalId"), EXTERNAL_ID, "2 to 1,224 letters, digits and _+=,.@:/-");
        var named = entry.at("regions");
        var regions = named.exists()
                ? MemberEntries.texts(named, AwsEnvironment::isRegion, "a list of regions such as eu-central-1")
                : Set.copyOf(own);
        if (!regions.stream().allMatch(region -> Arn.partitionOf(region).equals(arn.partition()))) {
            throw new InvalidEntryException(entry, " is invalid: its role is in another partition than its regions");
        }
        return new MemberRole(arn, id, regions);
    }

    public MemberAccounts accounts(String own) {
        return MemberAccounts.of(
                Cloud.AWS, Set.of(own), roles.stream().map(MemberRole::account).collect(Collectors.toSet()));
    }
}
