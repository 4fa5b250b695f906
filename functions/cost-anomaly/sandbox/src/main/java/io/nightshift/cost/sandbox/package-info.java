/** A simulated account whose costs are exported, and its nights. */
@NullMarked
package io.nightshift.cost.sandbox;

import org.jspecify.annotations.NullMarked;
