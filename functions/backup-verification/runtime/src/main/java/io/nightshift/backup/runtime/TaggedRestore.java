package io.nightshift.backup.runtime;

import io.nightshift.core.run.RunId;
import java.time.Instant;

/**
 * Something that carries the tag of a run. The tag alone proves nothing: anybody can set it.
 *
 * @param run the value of the tag
 * @param since when it was made
 */
public record TaggedRestore(String name, RunId run, Instant since) {}
