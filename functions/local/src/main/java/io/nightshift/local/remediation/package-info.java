/** Remediation on this host: its connections and how its runs are described. */
@NullMarked
package io.nightshift.local.remediation;

import org.jspecify.annotations.NullMarked;
