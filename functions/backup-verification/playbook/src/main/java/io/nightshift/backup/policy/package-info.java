/** The section {@code backups} of the policy. */
@NullMarked
package io.nightshift.backup.policy;

import org.jspecify.annotations.NullMarked;
