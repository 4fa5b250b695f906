/** Nightshift's own judge: what the numbers prove, what they rule out, and what is still undecided. */
@NullMarked
package io.nightshift.promotion.judge.evidence;

import org.jspecify.annotations.NullMarked;
