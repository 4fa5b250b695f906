/** What people read about a run, independent of the channel, and the rules for foreign text. */
@NullMarked
package io.nightshift.chat.message;

import org.jspecify.annotations.NullMarked;
