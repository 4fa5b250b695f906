package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import java.util.Optional;

/**
 * The versions of the secrets in one store. Every call may be repeated, also after a crash before its reply arrived. No
 * exception contains a value.
 */
public interface VersionedSecrets {

    /** Reports whether this store has secrets of that kind. */
    boolean covers(Resource secret);

    StoredSecret describe(Resource secret) throws CallFailed;

    /** The value of that version; empty if the version has none yet, or does not exist. */
    Optional<SecretValue> read(Resource secret, String version) throws CallFailed;

    /**
     * Stores a value that no application reads yet. If that version has a value already, this one is dropped.
     *
     * @param version the id that the rotation gives it; a store that names versions itself returns its own
     * @return the id by which {@link #read} finds it
     */
    String store(Resource secret, String version, SecretValue value) throws CallFailed;

    /**
     * Makes applications read the pending version, if they read {@code current} until now.
     *
     * @return the id by which {@link #read} finds the published version from now on
     */
    String publish(Resource secret, String pending, String current) throws CallFailed;

    /** Removes what {@link #store} stored, as far as the store can; nothing if it is published. */
    void discard(Resource secret, String pending) throws CallFailed;

    /** Ends the reading of a version whose credential is dead, if the store can. */
    void retire(Resource secret, String version) throws CallFailed;
}
