/** The actions of remediation, one file each: their change, repetition, undo and permissions. */
@NullMarked
package io.nightshift.remediation.action;

import org.jspecify.annotations.NullMarked;
