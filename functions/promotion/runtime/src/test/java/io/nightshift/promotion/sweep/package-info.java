@NullMarked
package io.nightshift.promotion.sweep;

import org.jspecify.annotations.NullMarked;
