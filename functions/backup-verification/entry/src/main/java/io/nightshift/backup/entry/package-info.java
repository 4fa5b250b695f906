/** What the entry points of backup verification share: settings, adapters, the sweep, and the frame of Spring Cloud Function. */
@NullMarked
package io.nightshift.backup.entry;

import org.jspecify.annotations.NullMarked;
