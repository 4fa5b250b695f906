/** The ledger in a SQL database: SQLite in a file, or PostgreSQL. */
@NullMarked
package io.nightshift.sql;

import org.jspecify.annotations.NullMarked;
