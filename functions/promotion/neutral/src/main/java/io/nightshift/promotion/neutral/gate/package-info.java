/** The gates that need no cloud: their queries and responses. */
@NullMarked
package io.nightshift.promotion.neutral.gate;

import org.jspecify.annotations.NullMarked;
