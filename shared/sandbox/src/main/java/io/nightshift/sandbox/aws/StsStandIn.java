package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.wire.RequestForwarder;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The STS of an organisation, in front of one {@link AwsStandIn} for each account: a call with the host's key goes to the
 * host's account, a call with a session's key to the account of its role. Strict: it refuses a wrong external id, a missing
 * tag, sessions longer than role chaining allows, and a session key without its token or after its end.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS: AssumeRole</a>
 */
public final class StsStandIn implements AutoCloseable {

    /** The host's own key. */
    public static final String HOST_KEY = "AKIDEXAMPLE";

    /** In each secret key and token; nothing else may repeat it. */
    public static final String CANARY = "canary-session";

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final Pattern KEY = Pattern.compile("Credential=([^/]+)/");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}");
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Role(String externalId, RequestForwarder account) {}

    /** @param end in milliseconds since 1970 */
    private record Session(Role role, String token, long end) {}

    /** One granted request. */
    public record Assumed(String role, String session, String run) {}

    private final InstantSource clock;
    private final RequestForwarder host;
    private final Map<String, Role> roles = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final List<Assumed> assumed = new ArrayList<>();
    private final Deque<AwsFault> faults = new ArrayDeque<>();
    private final WireServer server = WireServer.before(this::serve);

    /** @param host the account of the host */
    public StsStandIn(URI host, InstantSource clock) {
        this.clock = clock;
        this.host = RequestForwarder.to(host);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Adds a role that the host may assume with that external id, in the account behind that endpoint. */
    public synchronized void trust(String role, String externalId, URI account) {
        roles.put(role, new Role(externalId, RequestForwarder.to(account)));
    }

    /** The next requests for a session have these faults. */
    public synchronized void fail(AwsFault... how) {
        faults.addAll(List.of(how));
    }

    /** Every session that was given, in order. */
    public synchronized List<Assumed> assumed() {
        return List.copyOf(assumed);
    }

    @Override
    public void close() {
        server.close();
    }

    private WireReply serve(WireRequest request) {
        var key = KEY.matcher(request.header("Authorization"));
        if (!key.find()) {
            return error(403, "MissingAuthenticationToken");
        }
        if (key.group(1).equals(HOST_KEY)) {
            return request.operation().equals("AssumeRole")
                    ? assume(AwsProtocols.read(request, AwsStandIn.REGION))
                    : host.answer(request);
        }
        return inSession(key.group(1), request);
    }

    private WireReply inSession(String key, WireRequest request) {
        var session = session(key);
        if (session == null || !session.token().equals(request.header("X-Amz-Security-Token"))) {
            return error(403, "InvalidClientTokenId");
        }
        return session.end() <= clock.millis()
                ? error(400, "ExpiredToken")
                : session.role().account().answer(request);
    }

    private synchronized @org.jspecify.annotations.Nullable Session session(String key) {
        return sessions.get(key);
    }

    private synchronized WireReply assume(AwsCall call) {
        var fault = faults.poll();
        if (fault instanceof AwsFault.Throttled) {
            return error(400, "Throttling");
        }
        if (fault instanceof AwsFault.Broken) {
            return error(500, "InternalFailure");
        }
        try {
            call.only("RoleArn", "RoleSessionName", "ExternalId", "DurationSeconds", "Tags");
            return granted(call);
        } catch (AwsError e) {
            return AwsProtocols.error("sts", e);
        }
    }

    /** STS gives one answer for a role that is not there, another external id and a policy that refuses. */
    private WireReply granted(AwsCall call) {
        var role = roles.get(call.required("RoleArn"));
        if (role == null
                || !role.externalId().equals(call.optional("ExternalId").orElse(""))) {
            throw AwsError.denied(call);
        }
        var name = call.required("RoleSessionName");
        var run = call.fields().getOrDefault("Tags.member.1.Value", "");
        boolean tagged = "nightshift:run".equals(call.fields().get("Tags.member.1.Key"));
        if (!tagged
                || !TAG_VALUE.matcher(run).matches()
                || !SESSION_NAME.matcher(name).matches()) {
            throw AwsError.invalid(call, "RoleSessionName or Tags are invalid");
        }
        var time = Duration.ofSeconds(call.number("DurationSeconds"));
        if (time.toMinutes() < 15 || time.compareTo(LONGEST) > 0) {
            throw AwsError.invalid(call, "DurationSeconds exceeds the limit of role chaining, or is less than 900");
        }
        assumed.add(new Assumed(call.required("RoleArn"), name, run));
        return reply(call, role, time);
    }

    private WireReply reply(AwsCall call, Role role, Duration time) {
        var key = "ASIAEXAMPLE" + assumed.size();
        var token = CANARY + "-token-" + assumed.size();
        var end = clock.instant().plus(time);
        sessions.put(key, new Session(role, token, end.toEpochMilli()));
        return WireReply.xml(
                200,
                FakeService.query(
                        call,
                        NAMESPACE,
                        Xml.of(
                                "Credentials",
                                Xml.text("AccessKeyId", key),
                                Xml.text("SecretAccessKey", CANARY + "-key"),
                                Xml.text("SessionToken", token),
                                Xml.text("Expiration", end.toString()))));
    }

    private static WireReply error(int status, String code) {
        return AwsProtocols.error("sts", new AwsError(status, code, "the text of " + CANARY));
    }
}
