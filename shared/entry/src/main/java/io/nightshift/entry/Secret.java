package io.nightshift.entry;

/**
 * A secret of the configuration: its value, or the name under which a {@link SecretStore} keeps it. Its text form
 * contains neither, so it never appears in a message.
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

    /**
     * A secret that is read at each use, so that a rotated one is used and a snapshot of the process contains none.
     */
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

    /** Reports whether only its name is configured. */
    boolean isNamed() {
        return named;
    }

    /** Reports whether the value is known to be shorter; false for a secret in a store, which is unknown. */
    public boolean shorterThan(int characters) {
        return !named && text.length() < characters;
    }

    /** @throws SecretStore.UnreadableException when the store does not return it */
    public String value(SecretStore store) {
        return named ? store.read(text) : text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
