/** Auto Scaling groups as targets. */
@NullMarked
package io.nightshift.promotion.aws.autoscaling;

import org.jspecify.annotations.NullMarked;
