/** The gates that need no cloud: what they ask and how they answer. */
@NullMarked
package io.nightshift.promotion.neutral.gate;

import org.jspecify.annotations.NullMarked;
