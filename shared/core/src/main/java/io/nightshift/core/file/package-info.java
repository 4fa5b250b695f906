/** Files that hold what happened at a customer's. */
@NullMarked
package io.nightshift.core.file;

import org.jspecify.annotations.NullMarked;
