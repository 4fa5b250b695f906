/** Finds anomalies in daily costs, one day after the other, without looking ahead. */
@NullMarked
package io.nightshift.cost.detect;

import org.jspecify.annotations.NullMarked;
