/** The test support of promotions: the suite for every platform, a small environment of targets, and its simulated nights. */
@NullMarked
package io.nightshift.promotion.sandbox;

import org.jspecify.annotations.NullMarked;
