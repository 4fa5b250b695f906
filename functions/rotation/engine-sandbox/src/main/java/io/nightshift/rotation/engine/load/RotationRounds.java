package io.nightshift.rotation.engine.load;

import io.nightshift.core.act.CallFailed;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.OldSessions;
import io.nightshift.rotation.engine.RotationTarget;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Rotations one after the other under a {@link LoginLoad}: set, log in, publish, wait for the readers, retire.
 *
 * @param pending makes the next target's pending credential: the target's old one is set already
 */
public record RotationRounds(CredentialEngine engine, int clients, UnaryOperator<RotationTarget> pending) {

    /**
     * @return what the clients experienced
     * @throws CallFailed of the engine; no rotation follows
     * @throws IllegalStateException if a new credential is refused, or an old one still works
     */
    public LoginCounts rotate(RotationTarget first, int times) throws CallFailed {
        var secret = new AtomicReference<>(first.old());
        try (var load = new LoginLoad(clients, secret::get, one -> engine.login(first.endpoint(), one))) {
            load.awaitFreshReads();
            var target = first;
            for (int i = 0; i < times; i++) {
                var published = engine.set(target);
                require(target, published, true);
                secret.set(published);
                load.awaitFreshReads();
                engine.retire(target, OldSessions.KEEP);
                require(target, target.old(), false);
                target = pending.apply(after(target, published));
            }
            load.awaitFreshReads();
            return load.counts();
        }
    }

    private void require(RotationTarget target, Credential credential, boolean works) {
        var result = engine.login(target.endpoint(), credential);
        if (works ? !(result instanceof LoginResult.Accepted) : !(result instanceof LoginResult.Refused)) {
            throw new IllegalStateException("after " + target.strategy() + ", " + credential.user() + ": " + result);
        }
    }

    private static RotationTarget after(RotationTarget target, Credential published) {
        return new RotationTarget(
                target.endpoint(),
                target.application(),
                target.strategy(),
                published,
                Optional.empty(),
                target.admin());
    }
}
