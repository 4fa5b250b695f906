@NullMarked
package io.nightshift.promotion.neutral.gate;

import org.jspecify.annotations.NullMarked;
