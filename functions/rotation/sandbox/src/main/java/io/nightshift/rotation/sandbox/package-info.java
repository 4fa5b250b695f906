/** A store of secrets and a system with passwords in memory, and rotations in the simulation. */
@NullMarked
package io.nightshift.rotation.sandbox;

import org.jspecify.annotations.NullMarked;
