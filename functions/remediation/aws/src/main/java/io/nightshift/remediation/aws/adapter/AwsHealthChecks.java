package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.AwsObserver.missing;
import static io.nightshift.remediation.aws.adapter.AwsObserver.seen;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Checks the health of one resource, as reported by its platform; one method for each kind. */
record AwsHealthChecks(AwsRegionApis apis, Resource subject) {

    /**
     * The states in which a database has its full capacity.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html">DB instance status</a>
     */
    private static final Set<String> DATABASE_WELL = Set.of(
            "available",
            "backing-up",
            "configuring-enhanced-monitoring",
            "configuring-iam-database-auth",
            "configuring-log-exports",
            "storage-optimization",
            "storage-config-upgrade",
            "storage-initialization");

    private static final Set<String> DATABASE_UNWELL = Set.of(
            "deleting",
            "failed",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable",
            "incompatible-create",
            "incompatible-network",
            "incompatible-option-group",
            "incompatible-parameters",
            "incompatible-restore",
            "insufficient-capacity",
            "restore-error",
            "stopped",
            "stopping",
            "storage-full");

    Observed instance() {
        try {
            return apis
                    .ec2()
                    .describeInstanceStatusPaginator(
                            request -> request.instanceIds(subject.name()).includeAllInstances(true))
                    .instanceStatuses()
                    .stream()
                    .findFirst()
                    .map(status -> instance(
                            status.instanceState().nameAsString(),
                            status.systemStatus().statusAsString(),
                            status.instanceStatus().statusAsString()))
                    .orElseGet(() -> missing("instance " + subject.name()));
        } catch (Ec2Exception e) {
            if (Instances.UNKNOWN.contains(e.awsErrorDetails().errorCode())) {
                return missing("instance " + subject.name());
            }
            throw e;
        }
    }

    private static Observed instance(String state, String system, String instance) {
        var details =
                Json.obj().with("state", state).with("systemStatus", system).with("instanceStatus", instance);
        if (system.equals("impaired") || instance.equals("impaired")) {
            return seen(Health.UNWELL, details);
        }
        return switch (state) {
            case "running" ->
                seen(system.equals("ok") && instance.equals("ok") ? Health.WELL : Health.UNKNOWN, details);
            case "pending" -> seen(Health.UNKNOWN, details);
            default -> seen(Health.UNWELL, details);
        };
    }

    /** A group that is still starting its desired instances is neither healthy nor unhealthy. */
    Observed group() {
        var groups = new GroupReader(apis);
        return groups.named(subject.name())
                .map(group -> {
                    var sick = groups.sick(group);
                    int serving = (int) group.instances().stream()
                            .filter(GroupReader::inService)
                            .count();
                    int size = Math.max(group.desiredCapacity(), serving);
                    return members(size, serving - sick.size(), sick, serving < size);
                })
                .orElseGet(() -> missing("Auto Scaling group " + subject.name()));
    }

    /** Name: {@code targetgroup/NAME/ID}. A group without targets serves nobody. */
    Observed targets() {
        try {
            var arn = AwsScope.arn("elasticloadbalancing", subject.origin(), subject.name());
            var found = new Targets(apis).read(arn);
            return found.size() == 0
                    ? seen(Health.UNWELL, members(0, 0, Set.of()))
                    : members(
                            found.size(),
                            found.healthy().size(),
                            found.unhealthy(),
                            !found.starting().isEmpty());
        } catch (TargetGroupNotFoundException e) {
            return missing("target group " + subject.name());
        }
    }

    private static Observed members(int size, int healthy, Set<String> unhealthy, boolean starting) {
        var details = members(size, healthy, unhealthy);
        if (!unhealthy.isEmpty()) {
            return seen(Health.UNWELL, details);
        }
        return seen(starting ? Health.UNKNOWN : Health.WELL, details);
    }

    private static Json.Obj members(int size, int healthy, Set<String> unhealthy) {
        return Json.obj().with("size", size).with("healthy", healthy).with("unhealthy", Json.strings(unhealthy));
    }

    Observed database() {
        return new Databases(apis, subject)
                .find()
                .map(found -> {
                    var status = found.dbInstanceStatus();
                    var details = Json.obj().with("status", status);
                    if (DATABASE_WELL.contains(status)) {
                        return seen(Health.WELL, details);
                    }
                    return seen(DATABASE_UNWELL.contains(status) ? Health.UNWELL : Health.UNKNOWN, details);
                })
                .orElseGet(() -> missing("database " + subject.name()));
    }

    Observed function() {
        var aliases = new Aliases(apis, subject);
        try {
            var found = apis.lambda()
                    .getFunctionConfiguration(request -> request.functionName(aliases.function())
                            .qualifier(aliases.alias().orElse(null)));
            return function(found);
        } catch (ResourceNotFoundException e) {
            return seen(Health.UNWELL, Json.obj().with("exists", false));
        }
    }

    private static Observed function(GetFunctionConfigurationResponse found) {
        var details = Json.obj()
                .with("exists", true)
                .withOptional("version", found.version())
                .withOptional("state", found.stateAsString())
                .withOptional("reason", found.stateReasonCodeAsString());
        return switch (String.valueOf(found.stateAsString())) {
            case "Active" -> seen(Health.WELL, details);
            case "Failed" -> seen(Health.UNWELL, details);
            default -> seen(Health.UNKNOWN, details);
        };
    }

    Observed service() {
        return new EcsService(apis, subject)
                .find()
                .map(AwsHealthChecks::service)
                .orElseGet(() -> missing("ECS service " + subject.name()));
    }

    private static Observed service(Service service) {
        var rollout = EcsService.primary(service).map(Deployment::rolloutState).orElse(null);
        var details = Json.obj()
                .with("desired", service.desiredCount())
                .with("running", service.runningCount())
                .withOptional("rollout", rollout == null ? null : rollout.toString());
        return seen(EcsService.health(service), details);
    }
}
