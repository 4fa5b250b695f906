package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;

/**
 * How one kind of credential is set, tested and retired at the system that checks it. Every verb may be repeated, and called
 * again after a crash at any point. No secret appears in a statement, a log, an exception or a result's text form, except
 * for the {@link Credential} that {@link #set} returns.
 *
 * <p>Time limits are the engine's own, well inside those of the function. Engines keep no connection and no state between
 * calls, so one object serves all invocations.
 */
public interface CredentialEngine {

    EngineDescription description();

    /**
     * Reads whether the rotation can be done. Changes nothing. Also the proof of use after a rotation: {@link
     * CheckReport#usage}.
     */
    CheckReport check(RotationTarget target);

    /**
     * Makes the pending credential work, by strategy.
     *
     * @return the pending credential; a new one if the target has none and the engine {@link EngineDescription#issues} it
     * @throws CallFailed the old credential still works, except under {@link RotationStrategy#SINGLE} if {@link
     *     io.nightshift.core.act.Problem#mayHaveHappened}: then log in with both
     */
    Credential set(RotationTarget target) throws CallFailed;

    /**
     * Logs in once, and out.
     *
     * @param endpoint {@link RotationTarget#endpoint} or {@link RotationTarget#application}
     */
    LoginResult login(SystemEndpoint endpoint, Credential credential);

    /**
     * Ends the old credential, so that a login with it is refused. The pending one must log in: otherwise nothing is changed.
     * Only after a leak ({@link OldSessions#END}) may the pending one be missing: the old one ends at once, and its readers
     * fail until the rotation that follows.
     *
     * @return the number of sessions that were ended
     */
    int retire(RotationTarget target, OldSessions sessions) throws CallFailed;
}
