package io.nightshift.local.host;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.json.Json;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.FunctionPermissions.Unavailable;
import io.nightshift.policy.Policy;
import java.util.List;
import java.util.Optional;

/** The least that an identity of a function has to be allowed. Each method fails with {@link Unavailable} where there is nothing. */
public interface FunctionPermissions {

    /**
     * An IAM policy document.
     *
     * @param role where the function's own things are: ledger, timers, dead letters
     * @param policy only what it uses; everything without one, where that can be told
     * @param secrets that the environment names
     */
    Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets);

    /** A custom role for each resource that it is granted on. */
    List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets);

    /** Roles for {@code kubectl apply}. */
    List<Json.Obj> kubernetes(Optional<Policy> policy);

    /** There is no such role; the message says why. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean byUse;

        private Unavailable(String message, boolean byUse) {
            super(message);
            this.byUse = byUse;
        }

        /** The command line asks for what cannot be. */
        public static Unavailable usage(String message) {
            return new Unavailable(message, true);
        }

        /** The policy asks for nothing of this function. */
        public static Unavailable policy(String message) {
            return new Unavailable(message, false);
        }

        /** Whether the command line is wrong, and not the policy. */
        public boolean isUsage() {
            return byUse;
        }
    }
}
