/** What the rules did, counted from the ledger. */
@NullMarked
package io.nightshift.report;

import org.jspecify.annotations.NullMarked;
