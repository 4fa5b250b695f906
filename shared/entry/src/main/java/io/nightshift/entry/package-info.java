/** What the entry points of every cloud share: the configuration, the intake, messages and dead-letter queue. */
@NullMarked
package io.nightshift.entry;

import org.jspecify.annotations.NullMarked;
