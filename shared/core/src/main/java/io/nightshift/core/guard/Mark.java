package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import java.time.Instant;

/**
 * What guardrails remember between runs: a small JSON object under a key, in the ledger.
 *
 * @param keepUntil when the store may forget it
 */
public record Mark(String key, Json.Obj value, Instant keepUntil) {}
