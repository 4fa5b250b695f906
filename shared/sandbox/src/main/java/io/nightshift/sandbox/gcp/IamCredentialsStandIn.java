package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * IAM Credentials of Google, in front of REST services: gives tokens of service accounts to the host's own token, and records
 * which account each other call uses. Strict: a call needs a valid token, and a request its scope and a lifetime of an hour
 * at most.
 *
 * @see <a
 *     href="https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken">Google
 *     Cloud: generateAccessToken</a>
 */
public final class IamCredentialsStandIn implements AutoCloseable {

    public static final String HOST_TOKEN = "canary-host-token";

    /** In each token and error text; nothing else may repeat it. */
    public static final String CANARY = "canary-access";

    private static final Pattern PATH =
            Pattern.compile("/v1/projects/-/serviceAccounts/([^/]+@[^/]+):generateAccessToken");
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final Set<String> granted = new HashSet<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<String> issued = new ArrayList<>();
    private final List<String> callers = new ArrayList<>();
    private final Deque<Integer> faults = new ArrayDeque<>();
    private final WireServer.Service behind;
    private final WireServer server = WireServer.before(this::serve);
    private Duration lifetime = Duration.ofMinutes(15);

    /** @param behind answers the calls of other services */
    public IamCredentialsStandIn(WireServer.Service behind) {
        this.behind = behind;
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** The host may impersonate that service account. */
    public synchronized void grant(String account) {
        granted.add(account);
    }

    /** Tokens end after that time. */
    public synchronized void lifetime(Duration time) {
        lifetime = time;
    }

    /** The next requests for tokens are answered with these statuses. */
    public synchronized void fail(int... statuses) {
        for (int status : statuses) {
            faults.add(status);
        }
    }

    /** The accounts whose tokens were given, in order. */
    public synchronized List<String> issued() {
        return List.copyOf(issued);
    }

    /** The account of each other call, {@code host} for the host's own. */
    public synchronized List<String> callers() {
        return List.copyOf(callers);
    }

    @Override
    public void close() {
        server.close();
    }

    private WireReply serve(WireRequest request) {
        var token = request.header("Authorization").replaceFirst("^Bearer ", "");
        var path = PATH.matcher(request.path());
        if (path.matches()) {
            return generate(request, token, path.group(1));
        }
        return called(token) ? behind.answer(request) : error(401, "UNAUTHENTICATED");
    }

    private synchronized boolean called(String token) {
        var account = token.equals(HOST_TOKEN) ? "host" : tokens.getOrDefault(token, "");
        callers.add(account);
        return !account.isEmpty();
    }

    private synchronized WireReply generate(WireRequest request, String token, String account) {
        var fault = faults.poll();
        if (fault != null) {
            return error(fault, "UNAVAILABLE");
        }
        if (!token.equals(HOST_TOKEN)) {
            return error(401, "UNAUTHENTICATED");
        }
        if (!granted.contains(account)) {
            return error(403, "PERMISSION_DENIED");
        }
        if (!request.method().equals("POST") || !isValid(request)) {
            return error(400, "INVALID_ARGUMENT");
        }
        issued.add(account);
        var value = CANARY + "-" + issued.size();
        tokens.put(value, account);
        return WireReply.json(
                200,
                Json.obj()
                        .with("accessToken", value)
                        .with("expireTime", Instant.now().plus(lifetime).toString()));
    }

    private static boolean isValid(WireRequest request) {
        try {
            var asked = request.json();
            var seconds = asked.at("lifetime").text();
            return asked.object().members().keySet().equals(Set.of("scope", "lifetime"))
                    && asked.at("scope").strings().equals(List.of(SCOPE))
                    && seconds.matches("\\d{1,4}s")
                    && Integer.parseInt(seconds.replace("s", "")) <= 3_600;
        } catch (JsonException e) {
            return false;
        }
    }

    private static WireReply error(int status, String code) {
        var error = Json.obj()
                .with("code", status)
                .with("status", code)
                .with("message", "Permission 'iam.serviceAccounts.getAccessToken' denied, " + CANARY);
        return WireReply.json(status, Json.obj().with("error", error));
    }
}
