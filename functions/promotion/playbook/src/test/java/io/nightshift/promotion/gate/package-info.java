@NullMarked
package io.nightshift.promotion.gate;

import org.jspecify.annotations.NullMarked;
