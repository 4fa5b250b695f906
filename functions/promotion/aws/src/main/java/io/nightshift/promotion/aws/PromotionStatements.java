package io.nightshift.promotion.aws;

import static io.nightshift.aws.IamStatement.allow;

import io.nightshift.aws.AwsScope;
import io.nightshift.aws.IamStatement;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The minimal IAM policy statements for a function's role, computed from the promotions of a policy: for the targets, gates,
 * jobs, alarms and metrics that it uses, each limited to their resources.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service
 *     Authorization Reference</a>
 */
public final class PromotionStatements {

    private static final String ANY = "*";
    private static final String PASS_ROLE = "iam:PassRole";

    /** Permissions that support no resource, or whose resource does not exist yet. */
    private static final Set<String> UNBOUND = Set.of(
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeInstanceRefreshes",
            "ec2:CreateTags",
            "ec2:DescribeLaunchTemplateVersions",
            "ec2:RunInstances",
            "ecs:DescribeTaskDefinition",
            "ecs:ListTaskDefinitions",
            "ecs:ListTasks",
            "ecs:RegisterTaskDefinition",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTags");

    /** The services to which the roles of tasks and instances are passed. */
    private static final Map<String, List<String>> PASSED_TO = Map.of(
            Kinds.ECS_SERVICE, List.of("ecs-tasks.amazonaws.com"),
            TargetKinds.LISTENER_RULE, List.of("ecs-tasks.amazonaws.com"),
            Kinds.AUTO_SCALING_GROUP, List.of("ec2.amazonaws.com"));

    private final Map<String, Set<String>> allowed = new TreeMap<>();
    private final Set<String> passedTo = new TreeSet<>();
    private final Set<String> roles = new TreeSet<>();

    private PromotionStatements() {}

    public static List<Json> of(PlanRequirements uses) {
        var statements = new PromotionStatements();
        uses.services().forEach(statements::images);
        AwsPermissions.TARGETS.keySet().forEach(kind -> statements.targets(kind, uses));
        for (var job : uses.jobs(Kinds.LAMBDA_FUNCTION)) {
            statements.grant(AwsPermissions.JOBS, functions(job));
        }
        statements.watched(AwsPermissions.ALARMS, uses.alarmed("cloudwatch"));
        statements.watched(AwsPermissions.NUMBERS, uses.measured("cloudwatch"));
        return statements.json();
    }

    /** The permissions of the role of the function that ECS calls before it gives the traffic of these services. */
    public static List<Json> ofHook(PlanRequirements uses) {
        var statements = new PromotionStatements();
        for (var target : uses.targets(Kinds.ECS_SERVICE)) {
            for (var permission : AwsPermissions.LIFECYCLE_HOOK) {
                statements.grant(List.of(permission), on(permission, target));
            }
        }
        return statements.json();
    }

    private void grant(Collection<String> permissions, List<String> resources) {
        for (var permission : permissions) {
            allowed.computeIfAbsent(permission, each -> new TreeSet<>()).addAll(resources);
        }
    }

    private void images(PlanRequirements.Service service) {
        var repository = service.repository();
        if (repository.origin().cloud() != Cloud.AWS) {
            return;
        }
        var here = List.of(AwsScope.arn("ecr", repository.origin(), "repository/" + repository.name()));
        grant(AwsPermissions.IMAGES, here);
        for (var scan : service.gates("scan")) {
            if (Fields.says(scan.at("source"), "ecr", "inspector")) {
                grant(AwsPermissions.SCANS, here);
            }
            if (Fields.says(scan.at("source"), "inspector")) {
                grant(AwsPermissions.INSPECTORS_SCANS, List.of(ANY));
            }
        }
        if (service.gates("attestation").stream().anyMatch(gate -> Fields.says(gate.at("by"), "aws-signer"))) {
            grant(AwsPermissions.SIGNATURES, here);
        }
        if (!service.targets(Kinds.LAMBDA_FUNCTION).isEmpty()) {
            grant(AwsPermissions.BESIDES.getOrDefault(Kinds.LAMBDA_FUNCTION, List.of()), here);
        }
    }

    private void targets(String kind, PlanRequirements uses) {
        for (var target : uses.targets(kind)) {
            for (var permission : AwsPermissions.TARGETS.getOrDefault(kind, List.of())) {
                grant(List.of(permission), on(permission, target));
            }
            for (var permission : AwsPermissions.BESIDES.getOrDefault(kind, List.of())) {
                if (permission.equals(PASS_ROLE)) {
                    roles.add(AwsScope.arnInNoRegion("iam", target.resource().origin(), "role/*"));
                    passedTo.addAll(PASSED_TO.getOrDefault(kind, List.of()));
                } else if (!permission.startsWith("ecr:")) {
                    grant(List.of(permission), on(permission, target));
                }
            }
        }
    }

    private static List<String> on(String permission, PromotionTarget target) {
        var resource = target.resource();
        if (UNBOUND.contains(permission)) {
            return List.of(ANY);
        }
        return switch (permission.substring(0, permission.indexOf(':'))) {
            case "lambda" -> functions(resource);
            case "ecs" ->
                services(target)
                        .flatMap(name -> ofService(permission, name))
                        .map(rest -> AwsScope.arn("ecs", resource.origin(), rest))
                        .toList();
            case "elasticloadbalancing" ->
                List.of(AwsScope.arn("elasticloadbalancing", resource.origin(), "listener-rule/" + resource.name()));
            case "autoscaling" ->
                List.of(AwsScope.arn(
                        "autoscaling",
                        resource.origin(),
                        "autoScalingGroup:*:autoScalingGroupName/" + resource.name()));
            case "ec2" -> List.of(AwsScope.arn("ec2", resource.origin(), "launch-template/*"));
            default -> throw new IllegalStateException("nobody said on what " + permission + " is given");
        };
    }

    /** Tags are set on what is registered, and on the service, which its hook reads. */
    private static Stream<String> ofService(String permission, String name) {
        return switch (permission) {
            case "ecs:TagResource" -> Stream.of("service/" + name, "task-definition/*");
            case "ecs:DescribeTasks" -> Stream.of("task/" + name.replaceFirst("/.*", "") + "/*");
            case "ecs:DescribeServiceRevisions" -> Stream.of("service-revision/" + name + "/*");
            case "ecs:DescribeServiceDeployments", "ecs:StopServiceDeployment" ->
                Stream.of("service-deployment/" + name + "/*");
            default -> Stream.of("service/" + name);
        };
    }

    /** The function with its versions and aliases; {@code FUNCTION:ALIAS} is the name of a target. */
    private static List<String> functions(Resource function) {
        var name = function.name();
        var whole = "function:" + (name.contains(":") ? name.substring(0, name.indexOf(':')) : name);
        return List.of(
                AwsScope.arn("lambda", function.origin(), whole),
                AwsScope.arn("lambda", function.origin(), whole + ":*"));
    }

    /** The services behind a rule are in its settings. */
    private static Stream<String> services(PromotionTarget target) {
        return target.resource().kind().equals(Kinds.ECS_SERVICE)
                ? Stream.of(target.resource().name())
                : Stream.of("blue", "green")
                        .map(side -> target.settings().get(side) instanceof Json.Obj one
                                        && one.get("service") instanceof Json.Str(var name)
                                ? name
                                : ANY);
    }

    private void watched(List<String> permissions, Set<Resource> targets) {
        if (targets.stream().anyMatch(target -> target.origin().cloud() == Cloud.AWS)) {
            grant(permissions, List.of(ANY));
        }
    }

    /** One statement for all permissions on the same resources. */
    private List<Json> json() {
        var groups = new LinkedHashMap<Set<String>, Set<String>>();
        allowed.forEach((permission, resources) ->
                groups.computeIfAbsent(resources, each -> new TreeSet<>()).add(permission));
        var statements = new ArrayList<Json>();
        groups.forEach((resources, permissions) ->
                statements.add(allow("Promotion" + (statements.size() + 1), permissions, resources)));
        if (!roles.isEmpty()) {
            statements.add(allow("PromotionRoles", Set.of(PASS_ROLE), roles)
                    .with(
                            "Condition",
                            IamStatement.where("StringEquals", "iam:PassedToService", Json.strings(passedTo))));
        }
        return statements;
    }
}
