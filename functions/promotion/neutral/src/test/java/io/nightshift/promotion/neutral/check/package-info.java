@NullMarked
package io.nightshift.promotion.neutral.check;

import org.jspecify.annotations.NullMarked;
