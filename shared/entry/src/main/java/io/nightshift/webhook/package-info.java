/** Signed webhook calls, and the policy's channels that are webhooks. */
@NullMarked
package io.nightshift.webhook;

import org.jspecify.annotations.NullMarked;
