/** Actions inside a database, by JDBC; the same on every cloud. */
@NullMarked
package io.nightshift.remediation.database;

import org.jspecify.annotations.NullMarked;
