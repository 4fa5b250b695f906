/** The section {@code secrets} of the policy. */
@NullMarked
package io.nightshift.rotation.policy;

import org.jspecify.annotations.NullMarked;
