package io.nightshift.aws.entry;

import io.nightshift.aws.MemberRole;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.Variables;
import java.util.ArrayList;
import java.util.HashSet;
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

    private static final int MOST = 200;
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
        var queues = variables.get(QUEUES).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(String::strip)
                .collect(Collectors.toSet());
        if (!queues.stream().allMatch(queue -> QUEUE.matcher(queue).matches())) {
            variables.problem(QUEUES + " is invalid: expected ARNs of SQS queues, separated by commas");
        }
        var roles = new ArrayList<MemberRole>();
        variables.get(ACCOUNTS).ifPresent(text -> {
            try {
                roles.addAll(roles(View.of(Json.parse(text)), account, regions));
            } catch (JsonException e) {
                variables.problem(
                        ACCOUNTS + " is not JSON; expected a list such as [{\"role\": …, \"externalId\": …}]");
            } catch (InvalidEntryException e) {
                variables.problem(ACCOUNTS + e.getMessage());
            }
        });
        return new AwsMembers(roles, queues);
    }

    /** The first thing that is wrong with an entry. */
    private static final class InvalidEntryException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidEntryException(View entry, String what) {
            super(entry.path().substring(1) + what);
        }
    }

    private static List<MemberRole> roles(View list, String account, List<String> regions)
            throws JsonException, InvalidEntryException {
        if (!list.isArray() || list.items().size() > MOST) {
            throw new InvalidEntryException(list, " is invalid: expected a list of at most " + MOST + " accounts");
        }
        var roles = new ArrayList<MemberRole>();
        var seen = new HashSet<>(Set.of(account));
        for (var entry : list.items()) {
            var role = role(entry, regions);
            if (!seen.add(role.account())) {
                throw new InvalidEntryException(entry, " names the host's own account, or one that is listed twice");
            }
            roles.add(role);
        }
        return roles;
    }

    private static MemberRole role(View entry, List<String> own) throws InvalidEntryException {
        if (!entry.isObject() || !NAMES.containsAll(names(entry))) {
            throw new InvalidEntryException(entry, " is invalid: expected an object with role, externalId and regions");
        }
        var arn = Arn.parse(text(entry.at("role"), ROLE, "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME"))
                .orElseThrow();
        var id = text(entry.at("externalId"), EXTERNAL_ID, "2 to 1,224 letters, digits and _+=,.@:/-");
        var regions = regions(entry.at("regions"), own);
        for (var region : regions) {
            if (!Arn.partitionOf(region).equals(arn.partition())) {
                throw new InvalidEntryException(
                        entry, " is invalid: its role is in another partition than its regions");
            }
        }
        return new MemberRole(arn, id, regions);
    }

    private static Set<String> names(View entry) {
        try {
            return entry.object().members().keySet();
        } catch (JsonException e) {
            return Set.of();
        }
    }

    private static Set<String> regions(View list, List<String> own) throws InvalidEntryException {
        if (!list.exists()) {
            return Set.copyOf(own);
        }
        try {
            var regions = Set.copyOf(list.strings());
            if (!regions.isEmpty() && regions.stream().allMatch(AwsEnvironment::isRegion)) {
                return regions;
            }
        } catch (JsonException e) {
            // Reported below.
        }
        throw new InvalidEntryException(list, " is invalid: expected a list of regions such as eu-central-1");
    }

    private static String text(View value, Pattern form, String expected) throws InvalidEntryException {
        try {
            if (value.isString() && form.matcher(value.text()).matches()) {
                return value.text();
            }
        } catch (JsonException e) {
            // Reported below.
        }
        throw new InvalidEntryException(
                value, (value.exists() ? " is invalid" : " is missing") + ": expected " + expected);
    }

    public MemberAccounts accounts(String own) {
        return MemberAccounts.of(
                Cloud.AWS, Set.of(own), roles.stream().map(MemberRole::account).collect(Collectors.toSet()));
    }
}
