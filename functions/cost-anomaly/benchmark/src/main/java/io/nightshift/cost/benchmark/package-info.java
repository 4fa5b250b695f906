/** Generated costs with labelled anomalies, and a strict score of what a detector says of them. */
@NullMarked
package io.nightshift.cost.benchmark;

import org.jspecify.annotations.NullMarked;
