package io.nightshift.entry;

/**
 * A secret that the function is configured with: its value, or the name under which a {@link SecretStore} keeps it. It
 * never gets into a message, as its text form holds neither.
 */
public final class Secret {

    private final String text;
    private final boolean named;

    public Secret(String value) {
        this(value, false);
    }

    private Secret(String text, boolean named) {
        this.text = text;
        this.named = named;
    }

    /** A secret that is read at each use, so that a rotated one is found and a snapshot of the process holds none. */
    public static Secret named(String name) {
        return new Secret(name, true);
    }

    /** @throws IllegalStateException when only its name is configured */
    public String value() {
        if (named) {
            throw new IllegalStateException("the secret has to be read from a store");
        }
        return text;
    }

    /** Reports whether the value is known to be shorter; nothing is known of one in a store. */
    public boolean shorterThan(int characters) {
        return !named && text.length() < characters;
    }

    /** @throws SecretStore.UnreadableException when the store does not give it */
    public String value(SecretStore store) {
        return named ? store.read(text) : text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
