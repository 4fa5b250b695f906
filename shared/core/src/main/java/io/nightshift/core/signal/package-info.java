/** Signals, the resources that they are about, and the results of decoding raw payloads. */
@NullMarked
package io.nightshift.core.signal;

import org.jspecify.annotations.NullMarked;
