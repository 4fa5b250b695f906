package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.util.Optional;

/** The conditions under which an old credential may be ended, the same for all engines whose logins can be tested. */
final class OldCredential {

    private OldCredential() {}

    /**
     * Reports whether the old credential still logs in, so that something is left to end. A user that has got another
     * password since is left alone: that password is in use.
     *
     * @throws CallFailed if the pending credential does not log in, or that cannot be found out
     */
    static boolean isLive(CredentialEngine engine, RotationTarget target, OldSessions sessions) throws CallFailed {
        if (target.pending().isEmpty() && sessions == OldSessions.KEEP) {
            throw refusal("NoPending", "there is no new credential: the readers of the old one would be shut out");
        }
        if (target.pending().isPresent()
                && !engine.login(target.endpoint(), target.pendingOne()).isAccepted()) {
            throw refusal("PendingRefused", "the new credential is refused; the old one stays");
        }
        return engine.login(target.endpoint(), target.old()).isAccepted();
    }

    /**
     * The old credential if it shall work beside the pending one. One that has ended, after a leak, does not come back.
     *
     * @throws CallFailed if it cannot be found out whether it works
     */
    static Optional<Credential> kept(CredentialEngine engine, RotationTarget target) throws CallFailed {
        return target.strategy() == RotationStrategy.DUAL
                        && engine.login(target.endpoint(), target.old()).isAccepted()
                ? Optional.of(target.old())
                : Optional.empty();
    }

    private static CallFailed refusal(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }
}
