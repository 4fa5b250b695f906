/** Promotion on this host: its connections, its variables, its commands and how its runs are described. */
@NullMarked
package io.nightshift.local.promotion;

import org.jspecify.annotations.NullMarked;
