/** Whether a page answers as it should. */
@NullMarked
package io.nightshift.promotion.neutral.check;

import org.jspecify.annotations.NullMarked;
