/** Backups of anything, by a program of the user. */
@NullMarked
package io.nightshift.backup.command;

import org.jspecify.annotations.NullMarked;
