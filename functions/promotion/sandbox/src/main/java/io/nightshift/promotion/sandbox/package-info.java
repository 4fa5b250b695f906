/** What promotions are tested with: the suite that every platform passes, a small world of targets, and its nights. */
@NullMarked
package io.nightshift.promotion.sandbox;

import org.jspecify.annotations.NullMarked;
