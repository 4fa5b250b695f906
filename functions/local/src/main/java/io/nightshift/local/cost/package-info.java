/** Anomalies of costs on the command line. */
@NullMarked
package io.nightshift.local.cost;

import org.jspecify.annotations.NullMarked;
