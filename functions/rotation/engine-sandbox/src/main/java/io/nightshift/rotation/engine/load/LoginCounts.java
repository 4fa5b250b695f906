package io.nightshift.rotation.engine.load;

import java.time.Duration;

/**
 * What all clients experienced.
 *
 * @param logins attempts, the failed ones included
 * @param failed refused, or without an answer
 * @param longestWindow the longest time from a client's first failed login to its next success; zero without failures
 */
public record LoginCounts(long logins, long failed, Duration longestWindow) {}
