package io.nightshift.local.host;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.Patience;
import io.nightshift.aws.entry.LimitedCredentials;
import io.nightshift.entry.Key;
import io.nightshift.entry.Variables;
import io.nightshift.promotion.aws.account.Account;
import io.nightshift.promotion.aws.account.Apis;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchLooks;
import io.nightshift.remediation.aws.adapter.AwsApis;
import io.nightshift.remediation.aws.adapter.AwsPlaces;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * What the environment says of AWS.
 *
 * @param regions where in the account this host may look and act
 * @param endpoint a stand-in to talk to instead of AWS
 */
public record AwsSettings(String account, List<String> regions, Optional<URI> endpoint) {

    private static final String ACCOUNT = "NIGHTSHIFT_AWS_ACCOUNT";
    private static final String REGIONS = "NIGHTSHIFT_AWS_REGIONS";
    private static final String ENDPOINT = "NIGHTSHIFT_AWS_ENDPOINT";

    static final List<Key> KEYS = List.of(
            new Key(ACCOUNT, false, "The AWS account that it may look and act in, 12 digits."),
            new Key(REGIONS, false, "Its regions, separated by commas."),
            new Key(ENDPOINT, false, "A stand-in to talk to instead of AWS."));

    private static final Pattern NUMBER = Pattern.compile("\\d{12}");
    private static final Pattern NAMES = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d(,[a-z]{2}(-[a-z]+)+-\\d)*");

    static Optional<AwsSettings> read(Variables variables) {
        if (KEYS.stream().allMatch(key -> variables.get(key.name()).isEmpty())) {
            return Optional.empty();
        }
        var account = variables.text(ACCOUNT, NUMBER, "12 digits");
        var regions = variables.text(REGIONS, NAMES, "regions such as eu-central-1,us-east-1");
        return Optional.of(new AwsSettings(account, List.of(regions.split(",", -1)), variables.uri(ENDPOINT, false)));
    }

    static Wanted.Source source(boolean connected) {
        return new Wanted.Source(
                CloudWatchLooks.SOURCE, "CloudWatch", ACCOUNT, "the account, with " + REGIONS, connected);
    }

    /** For promotions: all that they change sets a desired state, so calls may be repeated; a job is run once. */
    Account promotions() {
        return new Account(
                account,
                eachRegion((region, clients) ->
                        new Apis(region, clients.apply(Patience.DEFAULT), clients.apply(Apis.FOR_JOBS))));
    }

    AwsPlaces places() {
        return new AwsPlaces(
                account,
                eachRegion((region, clients) ->
                        AwsApis.of(region, clients.apply(Patience.DEFAULT), clients.apply(Patience.DEFAULT.once()))));
    }

    private <T> Map<String, T> eachRegion(BiFunction<String, Function<Patience, AwsClients>, T> made) {
        var credentials =
                LimitedCredentials.of(DefaultCredentialsProvider.builder().build());
        var apis = new HashMap<String, T>();
        for (var region : regions) {
            apis.put(region, made.apply(region, patience -> new AwsClients(region, endpoint, credentials, patience)));
        }
        return apis;
    }
}
