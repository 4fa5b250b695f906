/** Signed calls of webhooks, and the channels of a policy that are webhooks. */
@NullMarked
package io.nightshift.webhook;

import org.jspecify.annotations.NullMarked;
