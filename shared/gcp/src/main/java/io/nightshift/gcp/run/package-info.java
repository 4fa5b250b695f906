/** Cloud Run: its calls, and how its services split their traffic. */
@NullMarked
package io.nightshift.gcp.run;

import org.jspecify.annotations.NullMarked;
