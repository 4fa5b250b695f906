/** Reads the costs of an entry, finds and explains anomalies, and says which of them are news. */
@NullMarked
package io.nightshift.cost.runtime;

import org.jspecify.annotations.NullMarked;
