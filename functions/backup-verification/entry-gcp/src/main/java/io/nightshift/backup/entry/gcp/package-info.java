/** The Cloud Run function, on Spring Cloud Function. */
@NullMarked
package io.nightshift.backup.entry.gcp;

import org.jspecify.annotations.NullMarked;
