package io.nightshift.rotation.runtime;

import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.MySqlEngine;
import io.nightshift.rotation.engine.OpaqueEngine;
import io.nightshift.rotation.engine.PostgresEngine;
import io.nightshift.rotation.engine.RedisEngine;
import java.time.Duration;
import java.util.List;

/** The engines that every host has; those of a cloud's own keys come with the host of that cloud. */
public final class StandardEngines {

    /** A verb opens up to four connections, and ends well within the half of a lease. */
    private static final Timeouts LIMIT = Timeouts.of(Duration.ofSeconds(10));

    public static final List<CredentialEngine> ALL =
            List.of(new PostgresEngine(LIMIT), new MySqlEngine(LIMIT), new RedisEngine(LIMIT), new OpaqueEngine());

    private StandardEngines() {}
}
