/** Backups in memory, the contract of all sources of backups, and verifications in the simulation. */
@NullMarked
package io.nightshift.backup.sandbox;

import org.jspecify.annotations.NullMarked;
