/** The shared part of the entry points of every cloud: configuration, intake, messages and dead-letter queue. */
@NullMarked
package io.nightshift.entry;

import org.jspecify.annotations.NullMarked;
