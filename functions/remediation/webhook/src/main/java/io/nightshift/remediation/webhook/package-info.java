/** Calls a signed webhook. */
@NullMarked
package io.nightshift.remediation.webhook;

import org.jspecify.annotations.NullMarked;
