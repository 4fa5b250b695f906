package io.nightshift.rotation.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Values that no system checks: signing keys, tokens between own services. There is nothing to set and nothing to log in to;
 * readers learn the new value from the store, and that they have is all the proof there is.
 */
public final class OpaqueEngine implements CredentialEngine {

    @Override
    public EngineDescription description() {
        return new EngineDescription("opaque", EnumSet.of(RotationStrategy.SINGLE), false, false);
    }

    @Override
    public CheckReport check(RotationTarget target) {
        return new CheckReport(List.of(), Optional.empty());
    }

    @Override
    public Credential set(RotationTarget target) {
        return target.pendingOne();
    }

    /** Nobody refuses it, which proves nothing: see {@link EngineDescription#testable}. */
    @Override
    public LoginResult login(SystemEndpoint endpoint, Credential credential) {
        return new LoginResult.Accepted(Optional.empty());
    }

    @Override
    public int retire(RotationTarget target, OldSessions sessions) {
        return 0;
    }
}
