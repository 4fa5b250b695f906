package io.nightshift.rotation.engine;

/**
 * The two users that take turns under {@link RotationStrategy#ALTERNATING}: {@code app} and {@code app_clone}, as AWS's own
 * rotation functions name them.
 */
public final class UserPair {

    private static final String SUFFIX = "_clone";

    private UserPair() {}

    /** The user of the next rotation. */
    public static String other(String user) {
        return user.endsWith(SUFFIX) ? original(user) : user + SUFFIX;
    }

    /** The one that owns the objects and the privileges. */
    public static String original(String user) {
        return user.endsWith(SUFFIX) ? user.substring(0, user.length() - SUFFIX.length()) : user;
    }
}
