/** Google Cloud as a platform of promotions: put together here, one package for each thing that is driven or asked. */
@NullMarked
package io.nightshift.promotion.gcp;

import org.jspecify.annotations.NullMarked;
