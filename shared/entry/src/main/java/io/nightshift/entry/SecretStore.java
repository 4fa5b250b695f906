package io.nightshift.entry;

/** Where the secrets lie that variables only name. */
@FunctionalInterface
public interface SecretStore {

    /** For functions whose secrets are all in their variables. */
    SecretStore NONE = name -> {
        throw new UnreadableException("the function has no store to read a secret from");
    };

    /**
     * The value right now; nothing is kept.
     *
     * @throws UnreadableException when the store does not give it
     */
    String read(String name);

    /** The store did not give a secret; the message says why and holds no secret. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnreadableException(String message) {
            super(message);
        }
    }
}
