/** Checks that a page responds as expected. */
@NullMarked
package io.nightshift.promotion.neutral.check;

import org.jspecify.annotations.NullMarked;
