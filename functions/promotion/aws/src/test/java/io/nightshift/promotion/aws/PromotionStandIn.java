package io.nightshift.promotion.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.aws.AwsStandIn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The stand-in, and the account there with real SDK clients. */
public final class PromotionStandIn implements AutoCloseable {

    public static final String REGISTRY = AwsStandIn.ACCOUNT + ".dkr.ecr." + AwsStandIn.REGION + ".amazonaws.com";

    /** For one attempt: long, so that no call of a busy machine runs out of it. A test of a slow reply waits for it. */
    public static final Duration ATTEMPT = Duration.ofSeconds(5);

    private static RetryPolicy retryPolicy(int attempts) {
        return new RetryPolicy(
                attempts,
                Duration.ofSeconds(60),
                ATTEMPT,
                ATTEMPT,
                Duration.ofMillis(2),
                Duration.ofMillis(2),
                Duration.ofMillis(10));
    }

    public final AwsStandIn aws = new AwsStandIn();

    private final AwsClients clients = new AwsClients(
            AwsStandIn.REGION,
            Optional.of(aws.endpoint()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret-key")),
            retryPolicy(3));

    public final AwsRegions regions =
            new AwsRegions(AwsStandIn.ACCOUNT, Map.of(AwsStandIn.REGION, new AwsRegionApis(clients, retryPolicy(1))));

    public static Resource resource(String kind, String name) {
        return new Resource(Origin.aws(AwsStandIn.ACCOUNT, AwsStandIn.REGION), kind, name);
    }

    @Override
    public void close() {
        clients.close();
        aws.close();
    }
}
