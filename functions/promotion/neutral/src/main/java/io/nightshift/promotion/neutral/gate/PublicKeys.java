package io.nightshift.promotion.neutral.gate;

import java.util.Optional;

/** The store of public keys that verify signatures. */
public interface PublicKeys {

    /** The text of a file that the policy names; empty if there is none. */
    Optional<String> file(String name);

    /** The value of an environment variable that the policy names; empty if there is none. */
    Optional<String> variable(String name);
}
