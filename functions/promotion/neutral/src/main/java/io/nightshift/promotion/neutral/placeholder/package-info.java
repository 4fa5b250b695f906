/** Placeholders for the version in texts of the policy. */
@NullMarked
package io.nightshift.promotion.neutral.placeholder;

import org.jspecify.annotations.NullMarked;
