/**
 * The ledger stores runs, their hash-chained entries and the guardrails' marks, with one conditional write per turn.
 */
@NullMarked
package io.nightshift.core.ledger;

import org.jspecify.annotations.NullMarked;
