/** Delivery to channels that people read: one message a run, changed in place. */
@NullMarked
package io.nightshift.chat.channel;

import org.jspecify.annotations.NullMarked;
