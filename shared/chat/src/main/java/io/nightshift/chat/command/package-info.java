/** Commands from a chat: kept in the ledger before they are acknowledged. */
@NullMarked
package io.nightshift.chat.command;

import org.jspecify.annotations.NullMarked;
