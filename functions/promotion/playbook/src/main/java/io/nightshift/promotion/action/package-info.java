/**
 * The actions of a promotion, one file each: the four on a target, the verification job, and those of the digest
 * ledger.
 */
@NullMarked
package io.nightshift.promotion.action;

import org.jspecify.annotations.NullMarked;
