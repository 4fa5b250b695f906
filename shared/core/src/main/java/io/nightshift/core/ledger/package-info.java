/** The ledger: where runs, their hash-chained entries and the guardrails' marks are kept, under one conditional write per turn. */
@NullMarked
package io.nightshift.core.ledger;

import org.jspecify.annotations.NullMarked;
