package io.nightshift.local.survey;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.entry.LimitedCredentials;
import io.nightshift.entry.Variables;
import io.nightshift.remediation.aws.survey.AwsSurvey;
import io.nightshift.remediation.survey.Inventory;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Regions of the account that the credentials belong to.
 *
 * @param endpoint a fake to use instead of AWS
 */
record AwsSurveySource(List<String> regions, Optional<URI> endpoint, AwsCredentialsProvider credentials, Instant now)
        implements SurveySource {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    /** In the order in which they are searched; the last two are those of the AWS command line. */
    private static final List<String> VARIABLES = List.of("NIGHTSHIFT_AWS_REGIONS", "AWS_REGION", "AWS_DEFAULT_REGION");

    /** @param named the regions of the command line; without any, those of the environment */
    static AwsSurveySource of(Map<String, String> environment, List<String> named, Instant now) throws Unavailable {
        var variables = new Variables(environment);
        var regions = regions(variables, named);
        var endpoint = variables.uri("NIGHTSHIFT_AWS_ENDPOINT", false);
        if (!variables.problems().isEmpty()) {
            throw new Unavailable("the environment: " + String.join("; ", variables.problems()));
        }
        return new AwsSurveySource(regions, endpoint, found(), now);
    }

    private static List<String> regions(Variables variables, List<String> named) throws Unavailable {
        var texts = named.isEmpty()
                ? VARIABLES.stream()
                        .flatMap(name -> variables.get(name).stream())
                        .limit(1)
                : named.stream();
        var regions = texts.flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
        if (regions.isEmpty()) {
            throw new Unavailable("which region? Name it with --region eu-central-1, or set NIGHTSHIFT_AWS_REGIONS");
        }
        if (!regions.stream().allMatch(region -> REGION.matcher(region).matches())) {
            throw new Unavailable("the region is invalid: expected regions such as eu-central-1,us-east-1");
        }
        return regions;
    }

    private static AwsCredentialsProvider found() throws Unavailable {
        var provider = DefaultCredentialsProvider.builder().build();
        try {
            provider.resolveCredentials();
        } catch (SdkException e) {
            throw new Unavailable("no credentials for AWS were found where the SDK looks for them:"
                    + " set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        return LimitedCredentials.of(provider);
    }

    @Override
    public Inventory read(Consumer<String> progress) {
        return regions.stream().map(region -> read(region, progress)).reduce(Inventory.EMPTY, Inventory::and);
    }

    private Inventory read(String region, Consumer<String> progress) {
        try (var clients = new AwsClients(region, endpoint, credentials, AwsSurvey.RETRY_POLICY)) {
            return AwsSurvey.of(new AwsRegionApis(clients), now, progress);
        }
    }
}
