/** The section {@code promotions} of the policy. */
@NullMarked
package io.nightshift.promotion.policy;

import org.jspecify.annotations.NullMarked;
