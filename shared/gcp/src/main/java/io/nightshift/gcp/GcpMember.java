package io.nightshift.gcp;

import java.util.Set;

/**
 * Another project in which a host works, by a service account of it.
 *
 * @param serviceAccount its e-mail address; the host's own account may create tokens for it
 * @param subscriptions {@code projects/PROJECT/subscriptions/NAME} of the Pub/Sub subscriptions that carry messages of this
 *     project only
 */
public record GcpMember(String project, String serviceAccount, Set<String> subscriptions) {

    public GcpMember {
        subscriptions = Set.copyOf(subscriptions);
    }
}
