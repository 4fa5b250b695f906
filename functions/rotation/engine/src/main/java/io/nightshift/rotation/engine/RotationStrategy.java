package io.nightshift.rotation.engine;

/** What exists at the system while a rotation is under way. */
public enum RotationStrategy {

    /** One user, one password: {@link CredentialEngine#set} ends the old one. Logins fail until the readers have the new one. */
    SINGLE,

    /** Two users in turns. The old one logs in until it is retired. */
    ALTERNATING,

    /** One user, two passwords or keys. The old one logs in until it is retired. */
    DUAL
}
