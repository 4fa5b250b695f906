@NullMarked
package io.nightshift.promotion.open.check;

import org.jspecify.annotations.NullMarked;
