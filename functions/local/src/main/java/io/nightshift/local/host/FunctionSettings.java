package io.nightshift.local.host;

/** What a function reads from its own variables of the environment; found by its type, see {@link HostSettings#own}. */
public interface FunctionSettings {

    FunctionSettings NONE = new FunctionSettings() {};

    /** Reports whether it connects this host to a platform, whose calls take longer than those of this process. */
    default boolean onAPlatform() {
        return false;
    }
}
