package io.nightshift.rotation.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.IssuedKey;
import io.nightshift.rotation.engine.IssuedKeys;
import io.nightshift.rotation.engine.LoginResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * The access keys of IAM users in the host's own account, changed with the host's permissions. IAM is eventually consistent:
 * a new key is unknown, and an inactive one accepted, for some seconds.
 *
 * @param apis those of any region: IAM has none
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html">AWS: access keys</a>
 */
record AwsAccessKeys(Supplier<AwsRegionApis> apis) implements IssuedKeys {

    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException");
    private static final Set<String> REFUSED = Set.of("InvalidClientTokenId", "SignatureDoesNotMatch");

    @Override
    public int places() {
        return 2;
    }

    /** The user of a key of the root user has no name. */
    private String user(Credential key) throws CallFailed {
        if (key.user().isEmpty()) {
            throw AwsCalls.refused(
                    "UnknownKey", "the secret's value is no object with accessKeyId and secretAccessKey");
        }
        var user = read(() -> apis.get()
                .iam()
                .getAccessKeyLastUsed(request -> request.accessKeyId(key.user()))
                .userName());
        return Optional.ofNullable(user)
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> AwsCalls.refused(
                        "UnknownKey", "the key " + key.user() + " is of the root user, who alone can change it"));
    }

    private static <T> T read(Supplier<T> call) throws CallFailed {
        try {
            return AwsCalls.read(call);
        } catch (CallFailed e) {
            var problem = e.problem();
            if (problem.code().equals("NoSuchEntity")) {
                throw AwsCalls.refused("UnknownKey", "IAM does not know the key in this account: " + problem.message());
            }
            throw DENIED.contains(problem.code())
                    ? new CallFailed(Problem.permanent("NotAllowed", problem.message()))
                    : e;
        }
    }

    @Override
    public List<IssuedKey> list(Credential key) throws CallFailed {
        var user = user(key);
        var iam = apis.get().iam();
        var found =
                read(() -> iam.listAccessKeysPaginator(request -> request.userName(user)).accessKeyMetadata().stream()
                        .toList());
        var keys = new ArrayList<IssuedKey>();
        for (var one : found) {
            var used = read(() -> iam.getAccessKeyLastUsed(request -> request.accessKeyId(one.accessKeyId())));
            keys.add(new IssuedKey(
                    one.accessKeyId(),
                    one.createDate(),
                    one.status() == StatusType.ACTIVE,
                    Optional.ofNullable(used.accessKeyLastUsed().lastUsedDate())));
        }
        return keys;
    }

    /** One attempt: a second one would make a second key. */
    @Override
    public Credential create(Credential key) throws CallFailed {
        var user = user(key);
        var iam = apis.get().once().iam();
        var made = AwsCalls.change(() -> iam.createAccessKey(request -> request.userName(user)))
                .accessKey();
        return new Credential(made.accessKeyId(), made.secretAccessKey());
    }

    @Override
    public void change(Credential key, String id, Change change) throws CallFailed {
        var user = user(key);
        var iam = apis.get().iam();
        switch (change) {
            case ACTIVATE ->
                AwsCalls.change(() -> iam.updateAccessKey(
                        request -> request.userName(user).accessKeyId(id).status(StatusType.ACTIVE)));
            case DEACTIVATE ->
                AwsCalls.change(() -> iam.updateAccessKey(
                        request -> request.userName(user).accessKeyId(id).status(StatusType.INACTIVE)));
            case DELETE -> delete(user, id);
        }
    }

    private void delete(String user, String id) throws CallFailed {
        var iam = apis.get().iam();
        try {
            AwsCalls.change(
                    () -> iam.deleteAccessKey(request -> request.userName(user).accessKeyId(id)));
        } catch (CallFailed e) {
            if (!e.problem().code().equals("NoSuchEntity")) {
                throw e;
            }
        }
    }

    /** A call that every identity may make. */
    @Override
    public LoginResult login(Credential key) {
        if (key.user().isEmpty()) {
            return new LoginResult.Refused("the secret's value is no object with accessKeyId and secretAccessKey");
        }
        var its = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.user(), key.secret().text()));
        try {
            apis.get().securityTokens(its).getCallerIdentity();
            return new LoginResult.Accepted(Optional.empty());
        } catch (SdkException e) {
            boolean early = e instanceof SdkServiceException service && service.isClockSkewException();
            return REFUSED.contains(AwsErrors.code(e)) && !early
                    ? new LoginResult.Refused("AWS refuses the key " + key.user() + ": " + AwsErrors.code(e))
                    : new LoginResult.Unreachable(AwsErrors.whileReading(e).message());
        }
    }
}
