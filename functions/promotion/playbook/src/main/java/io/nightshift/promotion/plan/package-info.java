/** The specification of one service's promotion, as the policy writes it to the plan of a run. */
@NullMarked
package io.nightshift.promotion.plan;

import org.jspecify.annotations.NullMarked;
