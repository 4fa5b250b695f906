/** Deployment promotion: the pure playbook, what it asks ({@link Looks}) and what it does ({@link Promotions}). */
@NullMarked
package io.nightshift.promotion;

import org.jspecify.annotations.NullMarked;
