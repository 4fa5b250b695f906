package io.nightshift.rotation.engine;

/** What happens to open sessions of the old credential when it is retired: they survive a new password. */
public enum OldSessions {
    KEEP,
    /** After a leak. Under one user for old and new, the sessions of both end; applications reconnect. */
    END
}
