/** The actions of a verification. */
@NullMarked
package io.nightshift.backup.action;

import org.jspecify.annotations.NullMarked;
