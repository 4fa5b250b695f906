/** A target's data in CloudWatch: its alarms, and the metrics of both versions. */
@NullMarked
package io.nightshift.promotion.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
