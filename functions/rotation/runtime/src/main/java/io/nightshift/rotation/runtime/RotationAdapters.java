package io.nightshift.rotation.runtime;

import io.nightshift.core.engine.Adapters;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** What rotations act on and observe in one host. */
public final class RotationAdapters {

    private RotationAdapters() {}

    /**
     * @param restarts the restart of each kind of consumer that this host can restart
     * @param leaks {@link LeakedSecrets#NONE} for a host that no finder tells of leaks
     */
    public static Adapters of(CredentialSystems systems, Map<String, ConsumerRestart> restarts, LeakedSecrets leaks) {
        return Adapters.NONE
                .with(new RotationActor(systems, new SecureRandom()), new RotationObserver(systems, restarts, leaks))
                .and(List.of(new ConsumerActor(restarts)), List.of());
    }
}
