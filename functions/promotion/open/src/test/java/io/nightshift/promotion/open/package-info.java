@NullMarked
package io.nightshift.promotion.open;

import org.jspecify.annotations.NullMarked;
