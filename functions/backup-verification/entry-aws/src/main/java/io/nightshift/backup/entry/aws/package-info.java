/** The Lambda function, on Spring Cloud Function. */
@NullMarked
package io.nightshift.backup.entry.aws;

import org.jspecify.annotations.NullMarked;
