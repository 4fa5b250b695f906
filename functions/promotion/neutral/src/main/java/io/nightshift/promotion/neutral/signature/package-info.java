/** Signatures of cosign, checked against given public keys with nothing but the JDK. */
@NullMarked
package io.nightshift.promotion.neutral.signature;

import org.jspecify.annotations.NullMarked;
