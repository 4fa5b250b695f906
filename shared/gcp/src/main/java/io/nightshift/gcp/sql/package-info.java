/** Cloud SQL. A function that uses it depends on its client library; this module does not bring it. */
@NullMarked
package io.nightshift.gcp.sql;

import org.jspecify.annotations.NullMarked;
