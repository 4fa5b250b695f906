/** Backups on Google Cloud: those of Cloud SQL, and its points in time. */
@NullMarked
package io.nightshift.backup.gcp;

import org.jspecify.annotations.NullMarked;
