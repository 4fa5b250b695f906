/** Chat as a host wires it: channels, routes and commands of a policy. */
@NullMarked
package io.nightshift.chat;

import org.jspecify.annotations.NullMarked;
