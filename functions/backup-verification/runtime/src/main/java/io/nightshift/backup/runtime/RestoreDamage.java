package io.nightshift.backup.runtime;

import io.nightshift.core.act.CallFailed;

/** Damages a restored database, so that a verification shows whether the checks notice. */
@FunctionalInterface
public interface RestoreDamage {

    /**
     * Doing it twice is no harm.
     *
     * @return what is damaged now, for people
     * @throws CallFailed if there is nothing to damage
     */
    String damage(RestoreAccess.Postgres access) throws CallFailed;
}
