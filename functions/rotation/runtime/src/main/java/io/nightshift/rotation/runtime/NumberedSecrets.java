package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store whose versions are numbers, and whose newest version is what applications read: it has no pending stage. {@link
 * CompanionVersions} makes rotations of it. No exception contains a value.
 */
public interface NumberedSecrets {

    /**
     * What the store says about a secret.
     *
     * @param due when the store asks for the next rotation, if it does
     * @param problems why it must not be rotated, each with its fix
     */
    record Description(Map<String, String> tags, Optional<Instant> due, List<String> problems) {}

    /** A version that can be read. */
    record Version(int number, Instant created) {}

    boolean covers(Resource secret);

    /** Empty if there is no such secret. */
    Optional<Description> describe(Resource secret) throws CallFailed;

    /** The versions that can be read, in any order; none if there is no such secret. */
    List<Version> readable(Resource secret) throws CallFailed;

    /** The value of that version; empty if it cannot be read. */
    Optional<String> value(Resource secret, int number) throws CallFailed;

    /**
     * Adds a version, which is what applications read from now on.
     *
     * @param newest the number of the newest version until now; 0 if there is none. A store that can compare it refuses otherwise
     * @return the number of the new version
     */
    int add(Resource secret, int newest, String value) throws CallFailed;

    /** Ends the reading of a version; may be repeated. */
    void end(Resource secret, int number) throws CallFailed;
}
