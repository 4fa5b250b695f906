package io.nightshift.sandbox.wire;

import io.nightshift.core.act.RetryPolicy;
import java.time.Duration;

/** The retries against a fake on this machine. */
public final class FastRetries {

    /** Three attempts with almost no waits. */
    public static final RetryPolicy POLICY = new RetryPolicy(
            3, Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofMillis(2), Duration.ofMillis(10));

    /** One attempt for what must not be done twice, such as creating a table while its server still starts. */
    public static final RetryPolicy ONCE = new RetryPolicy(
            1, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(50), Duration.ofMillis(500));

    private FastRetries() {}
}
