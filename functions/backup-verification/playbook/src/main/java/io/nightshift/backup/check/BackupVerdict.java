package io.nightshift.backup.check;

import java.util.Collection;
import java.util.Comparator;

/** What a check says about a backup; the worst of several is that of the whole. */
public enum BackupVerdict {
    GOOD,

    /** This place could not decide it: an extension or a tool is missing here. It says nothing against the backup. */
    UNDECIDABLE,
    BROKEN;

    /** The worst of them; of none it is {@link #BROKEN}, because nothing was checked. */
    public static BackupVerdict worst(Collection<BackupVerdict> verdicts) {
        return verdicts.stream().max(Comparator.naturalOrder()).orElse(BROKEN);
    }
}
