package io.nightshift.remediation.aws.adapter;

import java.util.Map;
import java.util.Optional;

/**
 * The resources to which a changing permission is limited: the service, and the resource part of an ARN after account and
 * region. Read permissions have none: most of them support only the resource {@code *}.
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
