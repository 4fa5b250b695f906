/** Strict stand-ins for Google's services, over the wire: what the documentation says they answer, errors included. */
@NullMarked
package io.nightshift.remediation.gcp.standin;

import org.jspecify.annotations.NullMarked;
