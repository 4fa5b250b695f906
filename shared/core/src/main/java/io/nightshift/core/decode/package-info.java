/** From raw bytes to signals: the port that each source implements, and the decoders of formats that belong to no cloud. */
@NullMarked
package io.nightshift.core.decode;

import org.jspecify.annotations.NullMarked;
