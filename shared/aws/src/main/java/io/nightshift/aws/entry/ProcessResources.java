package io.nightshift.aws.entry;

import io.nightshift.aws.AwsClients;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.entry.FunctionHost;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The objects that a process provides to its function: none of them may be in a snapshot, so each restored process has its
 * own.
 */
public record ProcessResources(InstantSource clock, AwsCredentialsProvider credentials, RetryPolicy retryPolicy) {

    /** @param credentials that have not been read yet */
    public static ProcessResources of(InstantSource clock, AwsCredentialsProvider credentials) {
        return new ProcessResources(clock, credentials, AwsClients.RETRY_POLICY);
    }

    /** With the credentials that Lambda provides. */
    public static ProcessResources ofLambda(InstantSource clock) {
        return of(clock, SnapStartResource.credentials());
    }

    /** The function's parts; its log goes to the standard output, as Lambda reads it. */
    public AwsWiring wiring(AwsConfiguration configuration, AwsFunction function) {
        return new AwsWiring(configuration, credentials, retryPolicy, new FunctionHost(clock, System.out), function);
    }
}
