package io.nightshift.remediation.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.nightshift.aws.entry.AwsConfiguration;
import io.nightshift.aws.entry.AwsEnvironment;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.entry.PolicySections;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** The Lambda function: raw bytes in, JSON out, no container. */
public final class RemediationHandler implements RequestStreamHandler {

    private final SnapStartResource<AwsWiring> wiring;

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public RemediationHandler() {
        this(configuration(System.getenv()), InstantSource.system());
    }

    RemediationHandler(AwsConfiguration configuration, InstantSource clock) {
        this(configuration, clock, SnapStartResource::credentials);
    }

    /** @param credentials returns a new provider at each call, which has read nothing yet */
    RemediationHandler(
            AwsConfiguration configuration, InstantSource clock, Supplier<AwsCredentialsProvider> credentials) {
        var function = new RemediationOnAws();
        wiring = new SnapStartResource<>(
                () -> ProcessResources.of(clock, credentials.get()).wiring(configuration, function),
                () -> Priming.of(configuration, function, Priming.alarm()));
    }

    static AwsConfiguration configuration(Map<String, String> variables) {
        return AwsEnvironment.of(variables, List.of())
                .configuration(PolicySections.parser(new RulesSection(Remediation.CATALOGUE)));
    }

    /** For tests, which take and restore their own snapshots. */
    SnapStartResource<AwsWiring> wiring() {
        return wiring;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(wiring.get()
                .handler()
                .handle(input.readAllBytes(), context::getRemainingTimeInMillis)
                .bytes());
    }
}
