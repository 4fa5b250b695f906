package io.nightshift.aws;

import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The places that a function may read and change: its own account and its members, each in its configured regions.
 * Everything else is refused before any call: with the function's credentials, a name from another account would refer to
 * the function's own resource with that name.
 *
 * @param accounts the regions of each account
 */
public record AwsScope(Map<String, Set<String>> accounts) {

    public AwsScope {
        accounts = Map.copyOf(accounts);
    }

    /** Why that place is out of scope, if it is. */
    public Optional<Problem> refusal(Origin origin) {
        if (origin.cloud() != Cloud.AWS) {
            return Optional.of(Problem.permanent("OtherCloud", "it is not on AWS"));
        }
        var regions = accounts.get(origin.account());
        if (regions == null) {
            return Optional.of(Problem.permanent(
                    "OtherAccount",
                    "it belongs to account '" + safe(origin.account()) + "'; this function works in "
                            + String.join(", ", new TreeSet<>(accounts.keySet()))));
        }
        if (!regions.contains(origin.region())) {
            return Optional.of(Problem.permanent(
                    "OtherRegion",
                    "it is in region '" + safe(origin.region()) + "'; this function works in "
                            + String.join(", ", new TreeSet<>(regions))));
        }
        return Optional.empty();
    }

    /** Also checks the name: most APIs accept an ARN as a name, and use the account in it. */
    public Optional<Problem> refusal(Resource resource) {
        return resource.name().startsWith("arn:")
                ? Optional.of(
                        Problem.permanent("NameIsArn", "its name is an ARN; expected the name inside its account"))
                : refusal(resource.origin());
    }

    /** {@code arn:aws:SERVICE:REGION:ACCOUNT:REST} in the partition of the region. */
    public static String arn(String service, Origin origin, String rest) {
        return String.join(":", "arn", partition(origin), service, origin.region(), origin.account(), rest);
    }

    /** The same for a service without regions, such as IAM. */
    public static String arnInNoRegion(String service, Origin origin, String rest) {
        return String.join(":", "arn", partition(origin), service, "", origin.account(), rest);
    }

    private static String partition(Origin origin) {
        return PartitionMetadata.of(Region.of(origin.region())).id();
    }

    /** Account and region come from payloads. */
    private static String safe(String text) {
        var clean = text.replaceAll("[^A-Za-z0-9-]", "?");
        return clean.substring(0, Math.min(40, clean.length()));
    }
}
