package io.nightshift.entry;

/** A store of secrets that variables refer to by name. */
@FunctionalInterface
public interface SecretStore {

    /** For functions whose variables contain all secrets. */
    SecretStore NONE = name -> {
        throw new UnreadableException("the function has no store to read a secret from");
    };

    /**
     * Reads the current value; nothing is cached.
     *
     * @throws UnreadableException when the store does not return it
     */
    String read(String name);

    /** The store did not return a secret; the message says why and contains no secret. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnreadableException(String message) {
            super(message);
        }
    }
}
