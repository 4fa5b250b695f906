package io.nightshift.rotation.aws;

import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.SdkExecution;
import io.nightshift.aws.ecs.EcsServiceRestart;
import io.nightshift.aws.lambda.FunctionRestart;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.IssuedKeyEngine;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.rotation.runtime.ConsumerRestart.Restart;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.rotation.runtime.RotationAdapters;
import io.nightshift.rotation.runtime.VersionedSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What rotations act on and observe on AWS. */
public final class AwsRotation {

    /** IAM tells the last use of a key some hours late. */
    private static final Duration IDLE = Duration.ofHours(24);

    private AwsRotation() {}

    /** Secrets Manager, for rotations that no step of it drives. */
    public static VersionedSecrets secrets(AwsRegions regions) {
        return new SecretsManagerVersions(regions, new RotationTokens());
    }

    /** The engines of AWS's own keys. */
    public static List<CredentialEngine> engines(AwsRegions regions, InstantSource clock) {
        var keys = new AwsAccessKeys(() -> regions.all().iterator().next());
        return List.of(new IssuedKeyEngine(RotationSpec.AWS_ACCESS_KEY, keys, IDLE, clock));
    }

    /** What restarts consumers, by their kind. */
    public static Map<String, ConsumerRestart> restarts(AwsRegions regions) {
        return Map.of(
                Kinds.ECS_SERVICE,
                ConsumerRestart.of(service -> {
                    var restart = new EcsServiceRestart(regions.of(service), service);
                    return new Restart(new SdkExecution(restart), restart::state);
                }),
                Kinds.LAMBDA_FUNCTION,
                ConsumerRestart.of(function -> {
                    var restart = new FunctionRestart(regions.of(function), function);
                    return new Restart(new SdkExecution(restart), restart::state);
                }));
    }

    static CredentialSystems systems(AwsRegions regions, RotationTokens tokens, Collection<CredentialEngine> engines) {
        return new CredentialSystems(List.of(new SecretsManagerVersions(regions, tokens)), engines);
    }

    static Adapters adapters(AwsRegions regions, CredentialSystems systems) {
        return RotationAdapters.of(systems, restarts(regions), LeakedSecrets.NONE);
    }
}
