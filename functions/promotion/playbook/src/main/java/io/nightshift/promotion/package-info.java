/** Deployment promotion: the pure playbook, its queries ({@link PromotionQueries}) and its actions ({@link Promotions}). */
@NullMarked
package io.nightshift.promotion;

import org.jspecify.annotations.NullMarked;
