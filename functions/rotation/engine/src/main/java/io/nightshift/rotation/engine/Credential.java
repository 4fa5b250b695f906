package io.nightshift.rotation.engine;

/**
 * A name and its password or key.
 *
 * @param user the login name; the id of an access key; empty for a value without one
 * @param secret never shown
 */
public record Credential(String user, SecretChars secret) {

    public Credential(String user, String secret) {
        this(user, SecretChars.of(secret));
    }
}
