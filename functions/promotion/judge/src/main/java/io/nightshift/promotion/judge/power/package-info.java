/** The size of the change that a planned analysis finds: runs the judges themselves on drawn canaries. */
@NullMarked
package io.nightshift.promotion.judge.power;

import org.jspecify.annotations.NullMarked;
