/** Kayenta's own judge ({@code NetflixACAJudge-v1.0}), faults included: the same labels and scores from the same numbers. */
@NullMarked
package io.nightshift.promotion.judge.kayenta;

import org.jspecify.annotations.NullMarked;
