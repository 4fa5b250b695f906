package io.nightshift.sandbox.wire;

import io.nightshift.core.act.RetryPolicy;
import java.time.Duration;

/** The retries against a fake on this machine. */
public final class FastRetries {

    /** Three attempts with almost no waits. */
    public static final RetryPolicy POLICY = new RetryPolicy(
            3, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(2), Duration.ofMillis(10));

    private FastRetries() {}
}
