/** What CloudWatch says of a target: its alarms, and the numbers of both versions. */
@NullMarked
package io.nightshift.promotion.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
