package io.nightshift.aws;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.entry.Lazy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Sets up every AWS client in the same way: {@code clients.build(Ec2Client.builder())}. Building one looks nothing up:
 * region, credentials and endpoint are given, and profile files are not read. So it adds little to a cold start and captures
 * nothing that expires.
 *
 * <p>The clients share one HTTP client (the JDK's) and one thread for time-outs. {@link #close} stops the thread; the clients
 * need no closing.
 */
public final class AwsClients implements AutoCloseable {

    public static final RetryPolicy RETRY_POLICY = new RetryPolicy(
            3,
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(3));

    private final Region region;
    private final Optional<URI> endpoint;
    private final AwsCredentialsProvider credentials;
    private final RetryPolicy retryPolicy;
    private final Lazy<SdkHttpClient> http;
    private final ScheduledThreadPoolExecutor timeouts;

    /**
     * @param region such as {@code eu-central-1}
     * @param endpoint a fake or emulator to use instead of AWS, for every service
     */
    public AwsClients(
            String region, Optional<URI> endpoint, AwsCredentialsProvider credentials, RetryPolicy retryPolicy) {
        this(Region.of(region), endpoint, credentials, retryPolicy, timeouts());
    }

    private AwsClients(
            Region region,
            Optional<URI> endpoint,
            AwsCredentialsProvider credentials,
            RetryPolicy retryPolicy,
            ScheduledThreadPoolExecutor timeouts) {
        this.region = region;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.retryPolicy = retryPolicy;
        this.timeouts = timeouts;
        http = new Lazy<>(() -> new CheckedHttpClient(UrlConnectionHttpClient.create(this::connection)));
    }

    private static ScheduledThreadPoolExecutor timeouts() {
        var timeouts = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "aws-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        timeouts.setRemoveOnCancelPolicy(true);
        return timeouts;
    }

    /** The same with another retry policy; {@link #close} of either closes both. */
    AwsClients with(RetryPolicy other) {
        return new AwsClients(region, endpoint, credentials, other, timeouts);
    }

    /** The same in another region and with other credentials; {@link #close} of either closes both. */
    public AwsClients in(String other, AwsCredentialsProvider its) {
        return new AwsClients(Region.of(other), endpoint, its, retryPolicy, timeouts);
    }

    /** The same for calls that must not be repeated blindly. */
    AwsClients once() {
        return with(retryPolicy.once());
    }

    String region() {
        return region.id();
    }

    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B client) {
        return build(client, e -> false);
    }

    /** @param alsoThrottled errors that the SDK does not retry and that are retried here, as throttling */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B client, Predicate<Throwable> alsoThrottled) {
        client.region(region)
                .credentialsProvider(credentials)
                .httpClient(http.get())
                .overrideConfiguration(overrides(alsoThrottled));
        endpoint.ifPresent(client::endpointOverride);
        return client.build();
    }

    private ClientOverrideConfiguration overrides(Predicate<Throwable> alsoThrottled) {
        return ClientOverrideConfiguration.builder()
                .defaultProfileFile(ProfileFile.aggregator().build())
                .apiCallTimeout(retryPolicy.call())
                .apiCallAttemptTimeout(retryPolicy.attempt())
                .retryStrategy(retries(alsoThrottled))
                .scheduledExecutorService(timeouts)
                .build();
    }

    /** One strategy for each client: it counts that client's failures and stops retrying when nearly all calls fail. */
    private StandardRetryStrategy retries(Predicate<Throwable> alsoThrottled) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .retryOnException(alsoThrottled)
                .treatAsThrottling(e -> throttled(e) || alsoThrottled.test(e))
                .maxAttempts(retryPolicy.attempts())
                .backoffStrategy(BackoffStrategy.exponentialDelay(retryPolicy.pause(), retryPolicy.longest()))
                .throttlingBackoffStrategy(
                        BackoffStrategy.exponentialDelay(retryPolicy.throttled(), retryPolicy.longest()))
                .build();
    }

    private static boolean throttled(Throwable e) {
        return e instanceof SdkException sdk && AwsErrors.throttled(sdk);
    }

    /**
     * The SDK would set up TLS and read the trust store as soon as the client is created. The JDK's HTTPS default does so at
     * the first connection that needs it, once per process.
     */
    private HttpURLConnection connection(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(Math.toIntExact(retryPolicy.connect().toMillis()));
            // Below the SDK's own limit: a socket's time-out ends an attempt cleanly, while the SDK's interrupts the
            // thread.
            connection.setReadTimeout(Math.toIntExact(retryPolicy.attempt().toMillis() * 5 / 6));
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        timeouts.shutdownNow();
    }
}
