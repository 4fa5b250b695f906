/** What promotions remember beyond one run: digests in quarantine, and digests that are proven. */
@NullMarked
package io.nightshift.promotion.book;

import org.jspecify.annotations.NullMarked;
