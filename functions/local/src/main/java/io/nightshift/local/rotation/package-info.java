/** Rotation on this host: its stores, and the commands of operators. */
@NullMarked
package io.nightshift.local.rotation;

import org.jspecify.annotations.NullMarked;
