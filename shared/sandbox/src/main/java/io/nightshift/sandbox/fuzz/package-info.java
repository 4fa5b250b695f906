/** Hostile inputs made from the samples by a seed, and what reading one of them cost. */
@NullMarked
package io.nightshift.sandbox.fuzz;

import org.jspecify.annotations.NullMarked;
