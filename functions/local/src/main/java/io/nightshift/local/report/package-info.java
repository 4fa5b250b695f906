/** What the runs in the ledger came to, by rule. */
@NullMarked
package io.nightshift.local.report;

import org.jspecify.annotations.NullMarked;
