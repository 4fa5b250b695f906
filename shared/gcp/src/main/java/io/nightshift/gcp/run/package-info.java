/** Cloud Run: its calls, and the traffic split of its services. */
@NullMarked
package io.nightshift.gcp.run;

import org.jspecify.annotations.NullMarked;
