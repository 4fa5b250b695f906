/** The console of the function of chats. */
@NullMarked
package io.nightshift.console.function;

import org.jspecify.annotations.NullMarked;
