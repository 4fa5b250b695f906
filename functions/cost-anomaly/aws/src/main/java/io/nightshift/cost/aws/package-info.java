/** Costs from AWS: Data Exports in a bucket, and Cost Explorer. */
@NullMarked
package io.nightshift.cost.aws;

import org.jspecify.annotations.NullMarked;
