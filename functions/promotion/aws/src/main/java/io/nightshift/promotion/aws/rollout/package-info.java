/** The common part of the targets: the fields of a rollout. */
@NullMarked
package io.nightshift.promotion.aws.rollout;

import org.jspecify.annotations.NullMarked;
