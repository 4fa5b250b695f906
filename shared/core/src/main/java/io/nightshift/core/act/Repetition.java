package io.nightshift.core.act;

/** How an action may be repeated when nobody knows whether the first call went through. */
public enum Repetition {
    /** The provider's API takes a client token: repeat with the same token. */
    TOKEN,
    /** The action sets a desired state: setting it again changes nothing. */
    CONVERGENT,
    /** Look whether it happened before repeating; if that cannot be told, do not repeat. */
    PROBE
}
