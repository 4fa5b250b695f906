/** Backups on AWS: snapshots and points in time of RDS and Aurora, and the restore tests of AWS Backup. */
@NullMarked
package io.nightshift.backup.aws;

import org.jspecify.annotations.NullMarked;
