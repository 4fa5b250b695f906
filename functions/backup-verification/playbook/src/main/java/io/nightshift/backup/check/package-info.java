/** What a restored database is checked for, what was found, and what is known from earlier runs. Counts and hashes, never rows. */
@NullMarked
package io.nightshift.backup.check;

import org.jspecify.annotations.NullMarked;
