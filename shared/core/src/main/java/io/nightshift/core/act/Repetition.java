package io.nightshift.core.act;

/** The way to repeat an action if it is unknown whether the first call took effect. */
public enum Repetition {
    /** The provider's API takes a client token: repeat with the same token. */
    TOKEN,
    /** The action sets a desired state: setting it again changes nothing. */
    CONVERGENT,
    /** Probe whether the action happened before repeating it; if the probe cannot tell, do not repeat. */
    PROBE
}
