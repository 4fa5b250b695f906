package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import java.time.Instant;

/**
 * One mark to write, if it still has the version that was read.
 *
 * @param expectedVersion 0 for a mark that must not exist yet
 * @param keepUntil from then on the store may delete it; until it does, readers still see it
 */
public record MarkerWrite(String key, long expectedVersion, Json.Obj value, Instant keepUntil) {}
