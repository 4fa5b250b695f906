/** What the functions bring into the deterministic simulation. */
@NullMarked
package io.nightshift.local.simulation;

import org.jspecify.annotations.NullMarked;
