/** How large a change a planned analysis finds: the judges themselves, on drawn canaries. */
@NullMarked
package io.nightshift.promotion.judge.power;

import org.jspecify.annotations.NullMarked;
