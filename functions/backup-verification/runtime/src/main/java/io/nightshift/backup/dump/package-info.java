/** Dumps and base backups in folders, restored by this process into temporary servers. */
@NullMarked
package io.nightshift.backup.dump;

import org.jspecify.annotations.NullMarked;
