/** The shared part of the entry points of remediation on every cloud. */
@NullMarked
package io.nightshift.remediation.entry;

import org.jspecify.annotations.NullMarked;
