/** Reads what clouds publish about costs: FOCUS and CUR 2.0, as CSV, gzip or Parquet. */
@NullMarked
package io.nightshift.cost.billing;

import org.jspecify.annotations.NullMarked;
