/** Google Cloud as a promotion platform: combined here, with one package for each service used. */
@NullMarked
package io.nightshift.promotion.gcp;

import org.jspecify.annotations.NullMarked;
