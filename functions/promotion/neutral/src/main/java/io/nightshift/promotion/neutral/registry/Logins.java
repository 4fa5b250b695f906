package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.CallFailed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The logins for registries. Called at each observation, so that a token that expires soon (ECR's after 12 hours, Artifact
 * Registry's after one) can be replaced.
 */
public interface Logins {

    /** For registries that everyone may read. */
    Logins NONE = host -> Optional.empty();

    /**
     * @param host of the registry with its port, as in image names
     * @throws CallFailed when there may be a login, but it cannot be read now
     */
    Optional<Login> of(String host) throws CallFailed;

    /**
     * Name and password. For ECR {@code AWS} and its authorization token, for Artifact Registry {@code oauth2accesstoken} and
     * an access token.
     */
    record Login(String user, String password) {

        /** Decodes the Base64 of {@code USER:PASSWORD}; empty for anything else, without repeating it. */
        public static Optional<Login> decoded(String base64) {
            try {
                var both = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
                int colon = both.indexOf(':');
                return colon > 0 && colon + 1 < both.length()
                        ? Optional.of(new Login(both.substring(0, colon), both.substring(colon + 1)))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "a login";
        }
    }
}
