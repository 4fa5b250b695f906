package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.action.CredentialChange;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.RotationStrategy;
import io.nightshift.rotation.engine.RotationTarget;
import io.nightshift.rotation.engine.UserPair;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One secret and the system that checks its credential, for one call.
 *
 * @param old the value that applications read before the rotation
 */
record CredentialSystem(
        VersionedSecrets store,
        CredentialEngine engine,
        SystemSettings settings,
        Resource secret,
        CredentialChange change,
        SecretValue old) {

    Optional<SecretValue> pending() throws CallFailed {
        return store.read(secret, change.pending());
    }

    SecretValue pendingOrFail() throws CallFailed {
        return pending()
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "NothingPending",
                        "version " + change.pending()
                                + " has no value: nothing is pending that could be set or tested")));
    }

    /** @param newer empty if it does not exist yet */
    RotationTarget target(Optional<Credential> newer) throws CallFailed {
        return target(old.credential(), newer);
    }

    RotationTarget target() throws CallFailed {
        return target(Optional.of(pendingOrFail().credential()));
    }

    /** The way back: what is pending is to end, and the old one to work. */
    RotationTarget reversed(Credential pending) throws CallFailed {
        return target(pending, Optional.of(old.credential()));
    }

    private RotationTarget target(Credential from, Optional<Credential> to) throws CallFailed {
        return new RotationTarget(
                settings.endpoint(old), settings.application(old), settings.strategy(), from, to, admin());
    }

    private Optional<Credential> admin() throws CallFailed {
        var name = settings.admin().isEmpty() ? old.member("masterarn") : settings.admin();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int last = name.startsWith("arn:") ? name.lastIndexOf(":secret:") + ":secret:".length() : 0;
        var admin = new Resource(secret.origin(), secret.kind(), name.substring(last));
        var stored = store.describe(admin);
        var value = store.read(admin, stored.current())
                .orElseThrow(() -> new CallFailed(Problem.permanent("NoAdmin", "the admin's secret has no value")));
        return Optional.of(value.credential());
    }

    /** @throws CallFailed if no new value could be written in the form of the old one */
    void probeValue() throws CallFailed {
        if (!engine.description().issues()) {
            old.with(new Credential(nextUser(), "any-other-password"));
        }
    }

    private String nextUser() throws CallFailed {
        var user = old.credential().user();
        return settings.strategy() == RotationStrategy.ALTERNATING ? UserPair.other(user) : user;
    }

    /** A new value for the pending version. */
    SecretValue create(RandomGenerator random) throws CallFailed {
        if (engine.description().issues()) {
            return old.with(engine.set(target(Optional.empty())));
        }
        return old.with(new Credential(nextUser(), settings.password().draw(random)));
    }
}
