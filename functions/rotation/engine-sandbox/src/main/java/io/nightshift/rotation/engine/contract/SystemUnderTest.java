package io.nightshift.rotation.engine.contract;

import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.RotationStrategy;
import io.nightshift.rotation.engine.RotationTarget;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;

/** A running system and the engine for it. */
public interface SystemUnderTest {

    CredentialEngine engine(Timeouts timeouts);

    /** The same engine, which dies at that point. */
    CredentialEngine crashing(CrashPoint point);

    /** A new user that logs in, and a pending credential that does not yet. */
    RotationTarget target(RotationStrategy strategy);

    /** Another password of the same form. */
    Credential pending(RotationTarget target);

    /** The same with an administrator that exists and may change nothing. */
    RotationTarget powerless(RotationTarget target);

    /** The system at another address or with other TLS. */
    default SystemEndpoint endpoint(RotationTarget target, int port, TlsMode tls) {
        return new SystemEndpoint("localhost", port, tls, target.endpoint().database());
    }

    /** The port of a system of the same kind that has no TLS; its users do not matter. */
    int portWithoutTls();

    /** Whether such a system says so. One that waits for the end of a command looks like a host that does not answer. */
    default boolean saysThatItHasNoTls() {
        return true;
    }

    /** A session that stays open. */
    interface Session extends AutoCloseable {
        boolean alive();

        @Override
        void close();
    }

    Session open(SystemEndpoint endpoint, Credential credential);
}
