/** Cloud Run: services as targets of promotions, and jobs that verify. */
@NullMarked
package io.nightshift.promotion.gcp.run;

import org.jspecify.annotations.NullMarked;
