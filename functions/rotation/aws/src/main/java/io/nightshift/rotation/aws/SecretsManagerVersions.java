package io.nightshift.rotation.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.rotation.runtime.StoredSecret;
import io.nightshift.rotation.runtime.VersionedSecrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

/**
 * Secrets in AWS Secrets Manager. The label {@code AWSPENDING} marks the version that a rotation makes, and moving {@code
 * AWSCURRENT} from the old version publishes it: the service refuses the move if another version has the label.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html">UpdateSecretVersionStage</a>
 */
final class SecretsManagerVersions implements VersionedSecrets {

    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    private final AwsRegions regions;
    private final RotationTokens tokens;

    SecretsManagerVersions(AwsRegions regions, RotationTokens tokens) {
        this.regions = regions;
        this.tokens = tokens;
    }

    @Override
    public boolean covers(Resource secret) {
        return secret.kind().equals(Kinds.SECRET);
    }

    private SecretsManagerClient client(Resource secret) throws CallFailed {
        return regions.of(secret).secretsManager();
    }

    @Override
    public StoredSecret describe(Resource secret) throws CallFailed {
        var found = described(secret);
        var current = holder(found, CURRENT).orElse("");
        var tags = new TreeMap<String, String>();
        found.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return new StoredSecret(
                current,
                holder(found, PENDING)
                        .filter(version -> !version.equals(current))
                        .orElse(""),
                tags,
                latest(found.lastRotatedDate(), found.lastChangedDate(), found.createdDate()),
                Optional.ofNullable(found.nextRotationDate()).filter(due -> rotates(found)),
                Optional.ofNullable(found.lastAccessedDate()),
                problems(found, current));
    }

    private static boolean rotates(DescribeSecretResponse found) {
        return Boolean.TRUE.equals(found.rotationEnabled());
    }

    private static Optional<Instant> latest(Instant... dates) {
        return java.util.Arrays.stream(dates).filter(java.util.Objects::nonNull).findFirst();
    }

    private static List<String> problems(DescribeSecretResponse found, String current) {
        var problems = new ArrayList<String>();
        if (found.owningService() != null) {
            problems.add("owner: the secret is managed by %s, which rotates it itself; take it out of the policy"
                    .formatted(found.owningService()));
        }
        if (found.deletedDate() != null) {
            problems.add("deletion: the secret is marked for deletion; restore it first");
        }
        if (current.isEmpty()) {
            problems.add("AWSCURRENT: no version has this label; put the value that works now");
        }
        return problems;
    }

    private DescribeSecretResponse described(Resource secret) throws CallFailed {
        var client = client(secret);
        return AwsCalls.read(() -> client.describeSecret(request -> request.secretId(secret.name())));
    }

    private static Optional<String> holder(DescribeSecretResponse found, String label) {
        return found.versionIdsToStages().entrySet().stream()
                .filter(version -> version.getValue().contains(label))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Secrets Manager creates the pending version before its value: then it has an id and is not found. */
    @Override
    public Optional<SecretValue> read(Resource secret, String version) throws CallFailed {
        var client = client(secret);
        try {
            var found = client.getSecretValue(
                    request -> request.secretId(secret.name()).versionId(version));
            if (found.secretString() == null) {
                throw AwsCalls.refused("Binary", "the secret's value is binary; store text");
            }
            return Optional.of(SecretValue.of(found.secretString()));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileReading(e));
        }
    }

    /** The token of the version makes the put repeatable; a put of another attempt with another value stays. */
    @Override
    public String store(Resource secret, String version, SecretValue value) throws CallFailed {
        var client = client(secret);
        try {
            client.putSecretValue(request -> {
                request.secretId(secret.name())
                        .clientRequestToken(version)
                        .secretString(value.text())
                        .versionStages(PENDING);
                tokens.of(version).ifPresent(request::rotationToken);
            });
        } catch (ResourceExistsException e) {
            // An earlier attempt stored its own value: that one counts.
            return version;
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileChanging(e));
        }
        return version;
    }

    @Override
    public String publish(Resource secret, String pending, String current) throws CallFailed {
        inSync(secret);
        var client = client(secret);
        try {
            client.updateSecretVersionStage(request -> request.secretId(secret.name())
                    .versionStage(CURRENT)
                    .moveToVersionId(pending)
                    .removeFromVersionId(current));
            return pending;
        } catch (InvalidParameterException e) {
            return published(secret, pending, e);
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileChanging(e));
        }
    }

    /** The move of an earlier attempt whose reply was lost. */
    private String published(Resource secret, String pending, SdkException refusal) throws CallFailed {
        var now = describe(secret).current();
        if (now.equals(pending)) {
            return pending;
        }
        throw new CallFailed(AwsErrors.whileChanging(refusal).about("AWSCURRENT is at version " + now));
    }

    /** Two moves at once left the replication of a secret stuck for good. */
    private void inSync(Resource secret) throws CallFailed {
        var late = described(secret).replicationStatus().stream()
                .filter(replica -> replica.status() != StatusType.IN_SYNC)
                .findFirst();
        if (late.isPresent()) {
            throw new CallFailed(Problem.transientFault(
                    "Replication",
                    "the replica in " + late.get().region() + " is "
                            + late.get().statusAsString() + ", not InSync: the next change of labels waits for it"));
        }
    }

    @Override
    public void discard(Resource secret, String pending) throws CallFailed {
        if (!holder(described(secret), PENDING).filter(pending::equals).isPresent()) {
            return;
        }
        var client = client(secret);
        AwsCalls.change(() -> client.updateSecretVersionStage(
                request -> request.secretId(secret.name()).versionStage(PENDING).removeFromVersionId(pending)));
    }

    /** The service itself forgets versions without a label. */
    @Override
    public void retire(Resource secret, String version) {}
}
