@NullMarked
package io.nightshift.promotion.open.gate;

import org.jspecify.annotations.NullMarked;
