/** What promotions remember beyond one run: digests in quarantine, and digests that are known good. */
@NullMarked
package io.nightshift.promotion.book;

import org.jspecify.annotations.NullMarked;
