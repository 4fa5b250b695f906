/** Files that only the user of this process can read. */
@NullMarked
package io.nightshift.core.file;

import org.jspecify.annotations.NullMarked;
