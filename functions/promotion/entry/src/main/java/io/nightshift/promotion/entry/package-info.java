/** What the entry points of promotion share, on every cloud and on one machine. */
@NullMarked
package io.nightshift.promotion.entry;

import org.jspecify.annotations.NullMarked;
