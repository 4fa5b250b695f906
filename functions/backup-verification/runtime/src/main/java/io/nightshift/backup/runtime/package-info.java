/** What verifications act on and observe: the port to the places that have backups, their checks, and the measures of earlier runs. */
@NullMarked
package io.nightshift.backup.runtime;

import org.jspecify.annotations.NullMarked;
