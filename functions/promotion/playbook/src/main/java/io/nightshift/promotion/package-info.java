/** Deployment promotion: the pure playbook, what it asks ({@link Queries}) and what it does ({@link Promotions}). */
@NullMarked
package io.nightshift.promotion;

import org.jspecify.annotations.NullMarked;
