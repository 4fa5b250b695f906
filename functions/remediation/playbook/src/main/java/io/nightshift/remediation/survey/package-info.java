/** From what exists in a cloud to a policy that Nightshift proposes for it. */
@NullMarked
package io.nightshift.remediation.survey;

import org.jspecify.annotations.NullMarked;
