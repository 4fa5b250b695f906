package io.nightshift.promotion.gcp.observe;

import com.google.auth.Credentials;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.promotion.neutral.registry.Logins;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Logs in to Artifact Registry with this host's identity on Google Cloud: the access token is the password. It is sent to no
 * other registry.
 *
 * @param credentials empty for a fake
 * @see <a href="https://cloud.google.com/artifact-registry/docs/docker/authentication#token">Artifact Registry: access
 *     token</a>
 */
public record GoogleLogins(Optional<Credentials> credentials) implements Logins {

    private static final String USER = "oauth2accesstoken";
    private static final String BEARER = "Bearer ";

    @Override
    public Optional<Login> of(String host) throws CallFailed {
        return credentials.isPresent() && host.matches("[a-z0-9-]+-docker\\.pkg\\.dev")
                ? Optional.of(new Login(USER, token(credentials.get())))
                : Optional.empty();
    }

    /** The credentials themselves cache the token until shortly before it expires. */
    private static String token(Credentials credentials) throws CallFailed {
        try {
            return credentials.getRequestMetadata().getOrDefault("Authorization", List.of()).stream()
                    .filter(header -> header.startsWith(BEARER))
                    .map(header -> header.substring(BEARER.length()))
                    .findFirst()
                    .orElseThrow(() -> new CallFailed(Problem.permanent(
                            "NoToken", "the credentials of Google Cloud give no access token for Artifact Registry")));
        } catch (IOException e) {
            throw new CallFailed(
                    Problem.transientFault("NoToken", "Google Cloud gives no access token for Artifact Registry"));
        }
    }

    @Override
    public String toString() {
        return "GoogleLogins";
    }
}
