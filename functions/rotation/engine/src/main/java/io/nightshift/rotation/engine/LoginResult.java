package io.nightshift.rotation.engine;

import java.util.Optional;

/** What became of one attempt to log in. The texts hold no secret. */
public sealed interface LoginResult {

    /** @param pooler what answered in place of the system ({@code PgBouncer}, {@code a pooler}); empty if the system itself */
    record Accepted(Optional<String> pooler) implements LoginResult {}

    /**
     * The system, or a pooler before it, checked the credential and refused it.
     *
     * @param reason names what refused, and its code
     */
    record Refused(String reason) implements LoginResult {}

    /** Nothing is known about the credential: no connection, no trusted certificate, or no answer in time. */
    record Unreachable(String reason) implements LoginResult {}
}
