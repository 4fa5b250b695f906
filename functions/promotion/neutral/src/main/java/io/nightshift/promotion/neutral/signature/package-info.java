/** Verifies cosign's signatures against given public keys, using only the JDK. */
@NullMarked
package io.nightshift.promotion.neutral.signature;

import org.jspecify.annotations.NullMarked;
