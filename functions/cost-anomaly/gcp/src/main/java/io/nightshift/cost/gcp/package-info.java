/** Costs and idle resources of Google Cloud. */
@NullMarked
package io.nightshift.cost.gcp;

import org.jspecify.annotations.NullMarked;
