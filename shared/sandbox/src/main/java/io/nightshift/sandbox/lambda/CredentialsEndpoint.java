package io.nightshift.sandbox.lambda;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The source of credentials for a function with SnapStart: not the environment, but an endpoint that each restored process
 * calls.
 */
public final class CredentialsEndpoint implements AutoCloseable {

    /** Values that must be in no snapshot and no log. */
    public static final List<String> SECRETS = List.of("canary-secret-key", "canary-session-token");

    private final WireServer server = WireServer.before(request -> WireReply.json(
            200,
            Json.obj()
                    .with("AccessKeyId", "AKIDEXAMPLE")
                    .with("SecretAccessKey", SECRETS.get(0))
                    .with("Token", SECRETS.get(1))
                    .with("Expiration", "2099-01-01T00:00:00Z")));

    /** Changes the variables of a function in the way that Lambda does with SnapStart. */
    public void giveTo(Map<String, String> variables) {
        variables.keySet().removeAll(Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.endpoint() + "/credentials");
        variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "canary-of-the-endpoint");
    }

    public List<WireRequest> requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.close();
    }
}
