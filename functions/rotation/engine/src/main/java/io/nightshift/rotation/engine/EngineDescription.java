package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.util.Set;

/**
 * The fixed properties of an engine.
 *
 * @param name as secrets and policies write it in {@code engine}
 * @param issues the system makes the secret itself: call {@link CredentialEngine#set} without a pending credential first and
 *     store what it returns before anything else
 * @param testable whether {@link CredentialEngine#login} can tell a right secret from a wrong one
 */
public record EngineDescription(String name, Set<RotationStrategy> strategies, boolean issues, boolean testable) {

    /** @throws CallFailed if the engine does not have it */
    void require(RotationStrategy strategy) throws CallFailed {
        if (!strategies.contains(strategy)) {
            throw new CallFailed(Problem.permanent("UnknownStrategy", name + " has no strategy " + strategy));
        }
    }
}
