package io.nightshift.rotation.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.nightshift.aws.entry.AwsConfiguration;
import io.nightshift.aws.entry.AwsEnvironment;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.PolicySections;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.policy.SecretsSection;
import io.nightshift.rotation.runtime.StandardEngines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The Lambda function: the steps of Secrets Manager, wake-ups of runs, and events. Raw bytes in, JSON out, no container: a
 * payload of many forms is no type of a {@code RequestHandler}.
 */
public final class RotationHandler implements RequestStreamHandler {

    private final RotationTokens tokens = new RotationTokens();
    private final SnapStartResource<AwsWiring> wiring;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public RotationHandler() {
        this(
                configuration(System.getenv()),
                InstantSource.system(),
                SnapStartResource::credentials,
                StandardEngines.ALL);
    }

    /** @param credentials returns a new provider at each call, which has read nothing yet */
    RotationHandler(
            AwsConfiguration configuration,
            InstantSource clock,
            Supplier<AwsCredentialsProvider> credentials,
            Collection<CredentialEngine> engines) {
        var function = new RotationOnAws(List.copyOf(engines), tokens);
        wiring = new SnapStartResource<>(
                () -> ProcessResources.of(clock, credentials.get()).wiring(configuration, function),
                () -> Priming.of(configuration, function, Priming.alarm()));
    }

    static AwsConfiguration configuration(Map<String, String> variables) {
        return AwsEnvironment.of(variables, List.of()).configuration(PolicySections.parser(new SecretsSection()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(handle(input.readAllBytes(), context.getAwsRequestId(), context::getRemainingTimeInMillis)
                .bytes());
    }

    Json.Obj handle(byte[] body, String invocation, LongSupplier millisLeft) {
        var connected = wiring.get();
        var step = Payload.of(body).jsonIfValid().filter(StepEvent::isOne);
        return step.isPresent()
                ? steps(connected).handle(step.get(), invocation)
                : connected.handler().handle(body, millisLeft);
    }

    private StoreSteps steps(AwsWiring connected) {
        return new StoreSteps(
                connected.engine(),
                connected.ledger(),
                new SecretsManagerVersions(connected.regions(), tokens),
                tokens,
                connected.host());
    }
}
