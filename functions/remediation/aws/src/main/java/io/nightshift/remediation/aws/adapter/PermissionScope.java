package io.nightshift.remediation.aws.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The resources to which a changing permission is limited: the service, and the resource part of an ARN after account and
 * region. Read permissions have none: most of them support only the resource {@code *}.
 */
record PermissionScope(String pattern) {

    private static final Pattern READS = Pattern.compile("\\w+:(Describe|Get|List)\\w+");

    /** What the actions change, by service. */
    private static final Map<String, String> RESOURCES = Map.of(
            "autoscaling", "autoScalingGroup:*",
            "ec2", "instance/*",
            "ecs", "service/*",
            "lambda", "function:*",
            "rds", "db:*");

    static Optional<PermissionScope> of(String permission) {
        if (READS.matcher(permission).matches()) {
            return Optional.empty();
        }
        var service = permission.substring(0, permission.indexOf(':'));
        return Optional.of(Optional.ofNullable(RESOURCES.get(service))
                .map(resources -> new PermissionScope(service + ":" + resources))
                .orElseThrow(() -> new IllegalArgumentException(
                        permission + " has no scope: name the resources of " + service + " that actions change")));
    }
}
