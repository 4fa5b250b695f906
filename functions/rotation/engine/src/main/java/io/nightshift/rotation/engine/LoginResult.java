package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
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

    /** Whether the credential works; fails if nothing is known about it. */
    default boolean isAccepted() throws CallFailed {
        return switch (this) {
            case Accepted ignored -> true;
            case Refused ignored -> false;
            case Unreachable(var reason) -> throw new CallFailed(Problem.transientFault("Unreachable", reason));
        };
    }

    /** Nothing is known about the credential: no connection, no trusted certificate, or no answer in time. */
    record Unreachable(String reason) implements LoginResult {}
}
