/** Fakes over the wire: a scripted HTTP server for real clients, with responses and faults. */
@NullMarked
package io.nightshift.sandbox.wire;

import org.jspecify.annotations.NullMarked;
