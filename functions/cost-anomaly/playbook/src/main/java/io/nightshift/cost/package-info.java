/** Cost anomalies: the pure playbook. One anomaly is one run. */
@NullMarked
package io.nightshift.cost;

import org.jspecify.annotations.NullMarked;
