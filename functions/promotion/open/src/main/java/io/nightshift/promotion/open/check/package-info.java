/** Whether a page answers as it should. */
@NullMarked
package io.nightshift.promotion.open.check;

import org.jspecify.annotations.NullMarked;
