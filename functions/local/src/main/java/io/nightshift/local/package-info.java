/** Every function in one process: CLI and webhook intake. */
@NullMarked
package io.nightshift.local;

import org.jspecify.annotations.NullMarked;
