package io.nightshift.backup.sandbox;

/**
 * A known bug of verifications, which the scene puts around a real part to prove that the simulation finds it. Never in production
 * code.
 */
public enum BackupBug {
    /** Takes each check for passed. */
    GOOD_UNSEEN,
    /** Removes whatever carries a tag of ours, without the ledger. */
    TAG_IS_PROOF,
    /** Takes each removal for done. */
    LEFT_BEHIND
}
