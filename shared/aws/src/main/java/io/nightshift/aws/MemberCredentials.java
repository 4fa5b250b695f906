package io.nightshift.aws;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.CallIdentity;
import io.nightshift.core.act.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Credentials of a {@link MemberRole}: one session for each run, named after it and tagged with its id, so that CloudTrail of
 * the member shows the run and the role's trust policy can demand the tag. Sessions last 15 minutes and are renewed two
 * minutes before their end.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS: AssumeRole</a>
 */
final class MemberCredentials implements AwsCredentialsProvider {

    /** The tag of each session: the id of the run, or {@code none}. */
    static final String TAG = "nightshift:run";

    private static final Duration SESSION = Duration.ofMinutes(15);
    private static final Duration AHEAD = Duration.ofMinutes(2);
    private static final int MOST_SESSIONS = 64;
    private static final int LONGEST_NAME = 64;

    private record Session(AwsSessionCredentials credentials, Instant renewal) {}

    private final MemberRole role;
    private final Supplier<StsClient> sts;
    private final InstantSource clock;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    MemberCredentials(MemberRole role, Supplier<StsClient> sts, InstantSource clock) {
        this.role = role;
        this.sts = sts;
        this.clock = clock;
    }

    /** Fails if the role cannot be assumed; the next calls of this run then use its session. */
    void open() throws CallFailed {
        CallIdentity.assume(role.arn().toString());
        try {
            resolveCredentials();
        } catch (SdkException e) {
            var problem = AwsErrors.whileReading(e);
            throw new CallFailed(new Problem(
                    problem.code(),
                    "the role %s was not assumed: %s; its trust policy has to allow this host, the external id and sts:TagSession"
                            .formatted(role.arn(), problem.message()),
                    problem.retryable(),
                    false));
        }
    }

    @Override
    public AwsCredentials resolveCredentials() {
        var run = CallIdentity.run().orElse("none");
        var session = sessions.compute(run, (id, now) -> now == null || isOver(now) ? assume(id) : now);
        if (sessions.size() > MOST_SESSIONS) {
            trim(run);
        }
        return session.credentials();
    }

    private boolean isOver(Session session) {
        return !clock.instant().isBefore(session.renewal());
    }

    private void trim(String kept) {
        sessions.values().removeIf(this::isOver);
        sessions.keySet().stream()
                .filter(run -> !run.equals(kept))
                .limit(Math.max(0, sessions.size() - MOST_SESSIONS))
                .forEach(sessions::remove);
    }

    private Session assume(String run) {
        var asked = clock.instant();
        var answer = sts.get().assumeRole(request(run)).credentials();
        var end = asked.plus(SESSION);
        var until = answer.expiration().isBefore(end) ? answer.expiration() : end;
        return new Session(
                AwsSessionCredentials.create(answer.accessKeyId(), answer.secretAccessKey(), answer.sessionToken()),
                until.minus(AHEAD));
    }

    private AssumeRoleRequest request(String run) {
        var name = "nightshift-" + run.replaceAll("[^A-Za-z0-9+=,.@-]", "-");
        return AssumeRoleRequest.builder()
                .roleArn(role.arn().toString())
                .externalId(role.externalId())
                .roleSessionName(name.substring(0, Math.min(LONGEST_NAME, name.length())))
                .durationSeconds(Math.toIntExact(SESSION.toSeconds()))
                .tags(Tag.builder()
                        .key(TAG)
                        .value(run.replaceAll("[^A-Za-z0-9_.:/=+@-]", "-"))
                        .build())
                .build();
    }
}
