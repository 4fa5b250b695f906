/** Canaries and verdicts as JSON: the form of {@code nightshift judge}. */
@NullMarked
package io.nightshift.promotion.judge.json;

import org.jspecify.annotations.NullMarked;
