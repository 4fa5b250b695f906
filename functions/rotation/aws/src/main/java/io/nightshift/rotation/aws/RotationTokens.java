package io.nightshift.rotation.aws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens that Secrets Manager gave for rotations under way, by version id. They exist in memory only, and as long as the
 * invocation: each step brings its token again.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html">Secrets
 *     Manager: rotation functions</a>
 */
final class RotationTokens {

    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    void put(String version, String token) {
        tokens.put(version, token);
    }

    void remove(String version) {
        tokens.remove(version);
    }

    Optional<String> of(String version) {
        return Optional.ofNullable(tokens.get(version));
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
