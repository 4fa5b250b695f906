package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import java.time.Instant;

/**
 * The state that guardrails keep between runs: a small JSON object under a key, in the ledger.
 *
 * @param keepUntil from then on the store may delete it
 */
public record Mark(String key, Json.Obj value, Instant keepUntil) {}
