/** Vault and OpenBao as stores of rotated secrets. */
@NullMarked
package io.nightshift.rotation.vault;

import org.jspecify.annotations.NullMarked;
