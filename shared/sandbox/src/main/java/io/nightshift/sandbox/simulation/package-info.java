/**
 * Deterministic simulation: one seed determines a night full of disturbances, and invariants are checked after every step.
 */
@NullMarked
package io.nightshift.sandbox.simulation;

import org.jspecify.annotations.NullMarked;
