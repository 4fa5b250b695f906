package io.nightshift.rotation.engine;

import java.util.Optional;

/**
 * One rotation at one system: everything that an engine needs.
 *
 * @param endpoint where the system is administered: the writer, and no pooler
 * @param application where applications log in, if that is another address (a pooler, a reader, a proxy)
 * @param old what applications use before the rotation
 * @param pending what they shall use; empty until it exists. Under {@link RotationStrategy#ALTERNATING}, its user is {@link
 *     UserPair#other} of the old one's; otherwise the same
 * @param admin who may change the user; empty if the user changes its own password
 */
public record RotationTarget(
        SystemEndpoint endpoint,
        Optional<SystemEndpoint> application,
        RotationStrategy strategy,
        Credential old,
        Optional<Credential> pending,
        Optional<Credential> admin) {

    /** @throws IllegalStateException if it does not exist yet: an error of the caller */
    public Credential pendingOne() {
        return pending.orElseThrow(() -> new IllegalStateException("no pending credential"));
    }
}
