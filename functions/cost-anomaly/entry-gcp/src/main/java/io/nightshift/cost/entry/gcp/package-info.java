/** The Cloud Run function of cost anomalies, on Spring Cloud Function. */
@NullMarked
package io.nightshift.cost.entry.gcp;

import org.jspecify.annotations.NullMarked;
