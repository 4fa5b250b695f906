/** Statistics that both judges use: distributions, ranks, percentiles. Pure functions of their arguments. */
@NullMarked
package io.nightshift.promotion.judge.stats;

import org.jspecify.annotations.NullMarked;
