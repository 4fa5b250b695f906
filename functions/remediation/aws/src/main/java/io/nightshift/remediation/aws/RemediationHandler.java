package io.nightshift.remediation.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.nightshift.aws.Patience;
import io.nightshift.entry.FunctionHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/** The Lambda function: raw bytes in, JSON out, no container. */
public final class RemediationHandler implements RequestStreamHandler, Resource {

    private final Configuration configuration;
    private final InstantSource clock;
    private final Supplier<AwsCredentialsProvider> credentials;
    private volatile Wiring wiring;
    private volatile Shift shift;

    /** As Lambda makes it; reads the environment, and fails with every problem of it at once. */
    public RemediationHandler() {
        this(Environment.read(System.getenv()), InstantSource.system());
    }

    RemediationHandler(Configuration configuration, InstantSource clock) {
        this(configuration, clock, RemediationHandler::credentials);
    }

    /** @param credentials gives a new provider at each call, one that has asked nobody yet */
    RemediationHandler(Configuration configuration, InstantSource clock, Supplier<AwsCredentialsProvider> credentials) {
        this.configuration = configuration;
        this.clock = clock;
        this.credentials = credentials;
        wiring = wired();
        shift = wiring.shift();
        Core.getGlobalContext().register(this);
    }

    /** The two places where Lambda has them. */
    private static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(), ContainerCredentialsProvider.create());
    }

    private Wiring wired() {
        // A new provider holds nothing that could expire in a snapshot.
        return new Wiring(configuration, credentials.get(), Patience.DEFAULT, new FunctionHost(clock, System.out));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(shift.handle(input.readAllBytes(), context::getRemainingTimeInMillis)
                .bytes());
    }

    /**
     * Right before Lambda takes the snapshot: what could hold a connection is closed, and the classes are loaded. Called
     * only where something has told org.crac whom to ask, see docs/remediation.md.
     */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        wiring.close();
        Priming.of(configuration);
    }

    /** In each copy of the process on its own; Lambda gives it 10 seconds. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        wiring = wired();
        shift = wiring.shift();
    }
}
