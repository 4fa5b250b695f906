/** AWS as a place that versions are promoted to: everything that a promotion asks and does there. */
@NullMarked
package io.nightshift.promotion.aws;

import org.jspecify.annotations.NullMarked;
