/** Hostile inputs made from the samples by a seed, and the cost of reading them. */
@NullMarked
package io.nightshift.sandbox.fuzz;

import org.jspecify.annotations.NullMarked;
