/** Deterministic simulation: one seed draws a night full of disturbances, and invariants are checked after every step. */
@NullMarked
package io.nightshift.sandbox.simulation;

import org.jspecify.annotations.NullMarked;
