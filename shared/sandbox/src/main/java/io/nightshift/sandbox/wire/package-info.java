/** Stand-ins over the wire: a scripted HTTP server that real clients talk to, with replies and faults. */
@NullMarked
package io.nightshift.sandbox.wire;

import org.jspecify.annotations.NullMarked;
