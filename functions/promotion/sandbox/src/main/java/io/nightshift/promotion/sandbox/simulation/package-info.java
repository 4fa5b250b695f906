/** Promotion in the simulation: a service with stages, waves, good and bad digests, and humans who interfere. */
@NullMarked
package io.nightshift.promotion.sandbox.simulation;

import org.jspecify.annotations.NullMarked;
