/** The shared part of the entry points of promotion, on every cloud and on one machine. */
@NullMarked
package io.nightshift.promotion.entry;

import org.jspecify.annotations.NullMarked;
