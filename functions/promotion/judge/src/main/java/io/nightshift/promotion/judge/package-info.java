/** The statistical judge of a canary: what was measured on both sides, the rules, and the verdict. */
@NullMarked
package io.nightshift.promotion.judge;

import org.jspecify.annotations.NullMarked;
