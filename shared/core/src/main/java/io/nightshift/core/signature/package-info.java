/** Signatures with a shared secret, compared in constant time. */
@NullMarked
package io.nightshift.core.signature;

import org.jspecify.annotations.NullMarked;
