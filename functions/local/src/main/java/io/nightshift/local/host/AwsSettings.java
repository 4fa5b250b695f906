package io.nightshift.local.host;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.entry.AwsMembers;
import io.nightshift.aws.entry.LimitedCredentials;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.Variables;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * The AWS settings from the environment.
 *
 * @param regions the regions of the account that this host may read and change
 * @param endpoint a fake to use instead of AWS
 * @param members other accounts, by their roles
 */
public record AwsSettings(String account, List<String> regions, Optional<URI> endpoint, AwsMembers members) {

    public static final String ACCOUNT = "NIGHTSHIFT_AWS_ACCOUNT";
    public static final String REGIONS = "NIGHTSHIFT_AWS_REGIONS";
    private static final String ENDPOINT = "NIGHTSHIFT_AWS_ENDPOINT";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(ACCOUNT, false, "The AWS account that it may look and act in, 12 digits."),
            new EnvironmentVariable(REGIONS, false, "Its regions, separated by commas."),
            new EnvironmentVariable(ENDPOINT, false, "A stand-in to talk to instead of AWS."),
            AwsMembers.ACCOUNTS_KEY);

    private static final Pattern NUMBER = Pattern.compile("\\d{12}");
    private static final Pattern NAMES = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d(,[a-z]{2}(-[a-z]+)+-\\d)*");

    /** Empty if the environment names no account; problems are those of the variables. */
    public static Optional<AwsSettings> read(Variables variables) {
        if (KEYS.stream().allMatch(key -> variables.get(key.name()).isEmpty())) {
            return Optional.empty();
        }
        var account = variables.text(ACCOUNT, NUMBER, "12 digits");
        var regions = variables.text(REGIONS, NAMES, "regions such as eu-central-1,us-east-1");
        var names = List.of(regions.split(",", -1));
        return Optional.of(new AwsSettings(
                account, names, variables.uri(ENDPOINT, false), AwsMembers.read(variables, account, names)));
    }

    /** The account and region, if there is only one region. */
    public Origin home() {
        return regions.size() == 1 ? Origin.aws(account, regions.getFirst()) : Origin.NOWHERE;
    }

    /** The same of an environment that may have no or invalid settings. */
    public static Origin home(Map<String, String> environment) {
        return read(new Variables(environment)).map(AwsSettings::home).orElse(Origin.NOWHERE);
    }

    /** Whose signals may be about which account: senders of this host are not attested by AWS. */
    MemberAccounts accounts() {
        return members.accounts(account);
    }

    /** Clients of the account in a region, which need not be one of {@link #regions}. */
    public AwsClients clients(String region) {
        var credentials =
                LimitedCredentials.of(DefaultCredentialsProvider.builder().build());
        return new AwsClients(region, endpoint, credentials, AwsClients.RETRY_POLICY);
    }

    /** The clients of each region. */
    public AwsRegions connected() {
        var credentials =
                LimitedCredentials.of(DefaultCredentialsProvider.builder().build());
        var own = new AwsClients(regions.getFirst(), endpoint, credentials, AwsClients.RETRY_POLICY);
        return AwsRegions.of(account, regions, region -> own.in(region, credentials))
                .and(members.roles(), own, InstantSource.system());
    }
}
