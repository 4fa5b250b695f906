/** Backup verification on this host: its sources, and the commands and reports of operators. */
@NullMarked
package io.nightshift.local.backup;

import org.jspecify.annotations.NullMarked;
