package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.rotation.engine.SecretChars;

/** Fetches the secrets that others found in public places. */
@FunctionalInterface
public interface LeakedSecrets {

    /** For a host that no finder tells of leaks. */
    LeakedSecrets NONE = alert -> {
        throw new CallFailed(Problem.permanent(
                "NoGitHub",
                "this host has no token for GitHub, so it cannot compare " + alert
                        + "; set NIGHTSHIFT_GITHUB_TOKEN, or compare it yourself and rotate with --leaked"));
    };

    /**
     * The secret of an alert.
     *
     * @param alert {@code OWNER/REPOSITORY/NUMBER}
     */
    SecretChars of(String alert) throws CallFailed;
}
