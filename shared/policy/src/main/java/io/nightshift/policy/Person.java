package io.nightshift.policy;

import java.util.Locale;
import java.util.Optional;

/**
 * A person, by the name that groups of approvers have, and who they are elsewhere.
 *
 * @param slack the id of the Slack user, such as {@code U024BE7LH}
 * @param google the resource name of the Google user, such as {@code users/123456789}
 * @param teams the user principal name in Teams
 * @param oidc the subject at the OpenID provider
 * @param mail where a link to answer goes
 * @param role what they may do besides answering what they are asked
 */
public record Person(
        String name,
        Optional<String> slack,
        Optional<String> google,
        Optional<String> teams,
        Optional<String> oidc,
        Optional<String> mail,
        Role role) {

    /** Each may do what the ones before it may. */
    public enum Role {
        VIEWER,
        OPERATOR;

        /** As the policy has it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean operates() {
        return role == Role.OPERATOR;
    }
}
