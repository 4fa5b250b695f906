/** Cloud Run: services as promotion targets, and verification jobs. */
@NullMarked
package io.nightshift.promotion.gcp.run;

import org.jspecify.annotations.NullMarked;
