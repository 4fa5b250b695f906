@NullMarked
package io.nightshift.promotion.open.prometheus;

import org.jspecify.annotations.NullMarked;
