/** Restores backups of PostgreSQL into a temporary server and checks a restored database. Rows never leave it. */
@NullMarked
package io.nightshift.backup.postgres;

import org.jspecify.annotations.NullMarked;
