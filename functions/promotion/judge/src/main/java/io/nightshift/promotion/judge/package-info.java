/** The statistical judge of a canary: the measurements of both sides, the rules, and the verdict. */
@NullMarked
package io.nightshift.promotion.judge;

import org.jspecify.annotations.NullMarked;
