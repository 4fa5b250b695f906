/** Backup verification: the pure playbook. It sees counts, hashes and names, never a row and never a password. */
@NullMarked
package io.nightshift.backup;

import org.jspecify.annotations.NullMarked;
