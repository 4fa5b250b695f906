/** The actions of remediation, one file each: what they change, how they may be repeated, their undo and permissions. */
@NullMarked
package io.nightshift.remediation.action;

import org.jspecify.annotations.NullMarked;
