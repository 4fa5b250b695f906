/** The section {@code rules} of the policy. */
@NullMarked
package io.nightshift.remediation.policy;

import org.jspecify.annotations.NullMarked;
