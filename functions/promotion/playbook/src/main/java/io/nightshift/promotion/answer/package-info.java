/** The answers of promotion targets to the queries of a promotion. */
@NullMarked
package io.nightshift.promotion.answer;

import org.jspecify.annotations.NullMarked;
