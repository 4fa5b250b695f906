/** Actions inside a database, through JDBC; the same on every cloud. */
@NullMarked
package io.nightshift.remediation.database;

import org.jspecify.annotations.NullMarked;
