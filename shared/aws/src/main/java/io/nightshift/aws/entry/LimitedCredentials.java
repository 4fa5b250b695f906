package io.nightshift.aws.entry;

import io.nightshift.core.act.Timeouts;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials from another provider, with a time limit for each whole refresh. The SDK reads credentials before its own limit
 * for a call begins, and with time-outs that restart with each byte that arrives.
 */
public record LimitedCredentials(AwsCredentialsProvider provider, Timeouts timeouts) implements AwsCredentialsProvider {

    public static LimitedCredentials of(AwsCredentialsProvider provider) {
        return new LimitedCredentials(provider, Timeouts.DEFAULT);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return timeouts.limit(provider::resolveCredentials);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw SdkClientException.create("no credentials came in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("the wait for credentials was interrupted");
        }
    }
}
