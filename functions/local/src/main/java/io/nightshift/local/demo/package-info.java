/** A night shift in the simulated environment, for {@code nightshift demo}. */
@NullMarked
package io.nightshift.local.demo;

import org.jspecify.annotations.NullMarked;
