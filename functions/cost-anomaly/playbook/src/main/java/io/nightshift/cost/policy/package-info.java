/** The section {@code costs} of the policy. */
@NullMarked
package io.nightshift.cost.policy;

import org.jspecify.annotations.NullMarked;
