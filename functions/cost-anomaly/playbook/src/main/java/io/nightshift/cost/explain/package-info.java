/** What carries an anomaly, what changed near its start, and what the month will cost. */
@NullMarked
package io.nightshift.cost.explain;

import org.jspecify.annotations.NullMarked;
