/** Backups, and what a run restores from them: values shared by the playbook and the sources. */
@NullMarked
package io.nightshift.backup.restore;

import org.jspecify.annotations.NullMarked;
