/** The digest ledger, which promotions share across runs: digests in quarantine, and digests that are known good. */
@NullMarked
package io.nightshift.promotion.digest;

import org.jspecify.annotations.NullMarked;
