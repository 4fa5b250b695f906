/** Anomalies as runs know them, and which of them are news. */
@NullMarked
package io.nightshift.cost.anomaly;

import org.jspecify.annotations.NullMarked;
