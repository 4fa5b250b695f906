/** The port to promotion platforms, and its connection to the engine. */
@NullMarked
package io.nightshift.promotion.target;

import org.jspecify.annotations.NullMarked;
