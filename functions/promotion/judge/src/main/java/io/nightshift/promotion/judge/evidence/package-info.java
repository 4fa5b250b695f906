/** Our own judge: what the numbers prove, what they rule out, and what they cannot say yet. */
@NullMarked
package io.nightshift.promotion.judge.evidence;

import org.jspecify.annotations.NullMarked;
