@NullMarked
package io.nightshift.promotion.neutral;

import org.jspecify.annotations.NullMarked;
