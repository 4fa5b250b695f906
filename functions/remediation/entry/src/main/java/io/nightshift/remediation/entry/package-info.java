/** What the entry points of remediation share on every cloud. */
@NullMarked
package io.nightshift.remediation.entry;

import org.jspecify.annotations.NullMarked;
