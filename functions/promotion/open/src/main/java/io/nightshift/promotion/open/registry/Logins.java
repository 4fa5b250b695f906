package io.nightshift.promotion.open.registry;

import io.nightshift.core.act.CallFailed;
import java.util.Optional;

/**
 * Who may read from a registry. Asked at each observation, so that a token that ends soon (ECR's after 12 hours, Artifact
 * Registry's after one) can be replaced.
 */
public interface Logins {

    /** Everybody may read. */
    Logins NONE = host -> Optional.empty();

    /**
     * @param host of the registry with its port, as images are named
     * @throws CallFailed when there may be a login, and it cannot be read now
     */
    Optional<Login> of(String host) throws CallFailed;

    /**
     * Name and password. For ECR {@code AWS} and its authorization token, for Artifact Registry {@code oauth2accesstoken} and
     * an access token.
     */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "a login";
        }
    }
}
