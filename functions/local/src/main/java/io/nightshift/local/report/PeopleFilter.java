package io.nightshift.local.report;

import io.nightshift.core.signal.Glob;
import java.util.List;
import java.util.Set;

/**
 * Tells people from automation by the identity in an audit log.
 *
 * @param automation patterns of further actors that are no people, such as the user of a build server
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html">AWS:
 *     userIdentity</a>
 */
record PeopleFilter(List<Glob> automation) {

    private static final Set<String> USERS = Set.of("IAMUser", "Root", "IdentityCenterUser", "SAMLUser");
    private static final Set<String> SESSIONS = Set.of("AssumedRole", "FederatedUser");

    PeopleFilter {
        automation = List.copyOf(automation);
    }

    boolean isPerson(RecordedChange change) {
        if (change.actor().isEmpty() || automation.stream().anyMatch(glob -> glob.matches(change.actor()))) {
            return false;
        }
        return switch (change.source()) {
            case "aws.cloudtrail" -> inAws(change);
            case "gcp.audit" -> inGoogle(change.actor());
            default -> false;
        };
    }

    /** A session of a person is one of IAM Identity Center, or it is named by an e-mail address. */
    private static boolean inAws(RecordedChange change) {
        var type = change.labels().getOrDefault("userType", "");
        if (change.labels().containsKey("invokedBy")) {
            return false;
        }
        return USERS.contains(type)
                || (SESSIONS.contains(type)
                        && (change.actor().contains("@") || change.actor().startsWith("AWSReservedSSO_")));
    }

    /** Service accounts and agents of Google, and the controllers of a cluster, are no people. */
    private static boolean inGoogle(String actor) {
        return actor.contains("@") && !actor.endsWith("gserviceaccount.com") && !actor.startsWith("system:");
    }
}
