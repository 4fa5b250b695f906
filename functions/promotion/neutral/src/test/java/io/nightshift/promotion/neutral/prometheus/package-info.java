@NullMarked
package io.nightshift.promotion.neutral.prometheus;

import org.jspecify.annotations.NullMarked;
