package io.nightshift.promotion.aws.ecr;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.Image;
import io.nightshift.core.signal.Cloud;
import io.nightshift.promotion.neutral.registry.Logins;
import java.util.Optional;

/**
 * Logs in to the account's own ECR registry to read signatures, which its API does not return. Each call requests a new
 * token, which is valid for 12 hours. Needs {@code ecr:GetAuthorizationToken}, {@code ecr:BatchGetImage} and
 * {@code ecr:GetDownloadUrlForLayer}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html">GetAuthorizationToken</a>
 */
public record EcrLogins(AwsRegions regions) implements Logins {

    @Override
    public Optional<Login> of(String host) throws CallFailed {
        var registry = new Image(host, "").repository();
        if (registry.origin().cloud() != Cloud.AWS) {
            return Optional.empty();
        }
        var ecr = regions.of(registry.origin()).ecr();
        var data = AwsCalls.read(ecr::getAuthorizationToken).authorizationData();
        var token = data.isEmpty() ? "" : data.getFirst().authorizationToken();
        var login = Login.decoded(token);
        if (login.isEmpty()) {
            throw new CallFailed(Problem.permanent("NoToken", "ECR gives no authorization token that can be read"));
        }
        return login;
    }
}
