package io.nightshift.remediation.aws.adapter;

import java.util.Map;
import java.util.Optional;

/**
 * On what a changing permission is given: the service, and the resources of it behind account and region in an ARN. What
 * only looks has none: most of it takes no resource but {@code *}.
 */
record PermissionScope(String pattern) {

    private static final Map<String, String> PATTERNS = Map.of(
            "ec2:RebootInstances", "ec2:instance/*",
            "autoscaling:SetDesiredCapacity", "autoscaling:autoScalingGroup:*",
            "autoscaling:SetInstanceHealth", "autoscaling:autoScalingGroup:*",
            "autoscaling:TerminateInstanceInAutoScalingGroup", "autoscaling:autoScalingGroup:*",
            "rds:RebootDBInstance", "rds:db:*",
            "rds:ModifyDBInstance", "rds:db:*",
            "lambda:UpdateAlias", "lambda:function:*",
            "ecs:UpdateService", "ecs:service/*");

    static Optional<PermissionScope> of(String permission) {
        return Optional.ofNullable(PATTERNS.get(permission)).map(PermissionScope::new);
    }
}
