package io.nightshift.aws;

import io.nightshift.aws.decode.Arn;
import java.util.Set;

/**
 * The role by which a host works in another account. Credentials and external id stay out of its text.
 *
 * @param arn {@code arn:PARTITION:iam::ACCOUNT:role/NAME}
 * @param externalId as the role's trust policy demands it, 2 to 1,224 characters
 * @param regions where the host may read and change that account
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html">AWS: external
 *     ids</a>
 */
public record MemberRole(Arn arn, String externalId, Set<String> regions) {

    public MemberRole {
        regions = Set.copyOf(regions);
    }

    public String account() {
        return arn.account();
    }

    @Override
    public String toString() {
        return "MemberRole[arn=%s, regions=%s]".formatted(arn, regions);
    }
}
