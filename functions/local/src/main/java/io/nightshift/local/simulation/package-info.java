/** The scenarios of the functions for the deterministic simulation. */
@NullMarked
package io.nightshift.local.simulation;

import org.jspecify.annotations.NullMarked;
