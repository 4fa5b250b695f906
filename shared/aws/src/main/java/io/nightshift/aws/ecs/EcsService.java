package io.nightshift.aws.ecs;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** An ECS service, named {@code CLUSTER/SERVICE}. */
public record EcsService(AwsRegionApis apis, Resource target) {

    public String cluster() {
        int slash = target.name().indexOf('/');
        return slash < 0 ? "default" : target.name().substring(0, slash);
    }

    public String service() {
        return target.name().substring(target.name().indexOf('/') + 1);
    }

    /** Deleted services stay visible as {@code INACTIVE} for a while; they count as missing. */
    public Optional<Service> find() {
        try {
            return apis
                    .ecs()
                    .describeServices(request ->
                            request.cluster(cluster()).services(service()).include(ServiceField.TAGS))
                    .services()
                    .stream()
                    .filter(service -> !service.status().equals("INACTIVE"))
                    .findFirst();
        } catch (ClusterNotFoundException e) {
            return Optional.empty();
        }
    }

    public LiveState look(Function<Service, Json.Obj> capsule) {
        return find().map(service ->
                        ActionExecution.found(tags(service), Optional.of(numbers(service)), capsule.apply(service)))
                .orElseGet(() -> ActionExecution.missing("ECS service " + target.name()));
    }

    public Actor.Group numbers(Service service) {
        int size = Math.max(service.desiredCount(), service.runningCount());
        return new Actor.Group(
                target.toString(), size, service.runningCount(), service.runningCount() >= service.desiredCount());
    }

    public static Map<String, String> tags(Service service) {
        var tags = new TreeMap<String, String>();
        service.tags()
                .forEach(tag ->
                        tags.put(tag.key(), Optional.ofNullable(tag.value()).orElse("")));
        return tags;
    }

    public static Optional<Deployment> primary(Service service) {
        return service.deployments().stream()
                .filter(deployment -> deployment.status().equals("PRIMARY"))
                .findFirst();
    }

    /** UNKNOWN while a deployment is under way. */
    public static Health health(Service service) {
        var rollout = primary(service).map(Deployment::rolloutState).orElse(null);
        if (rollout == DeploymentRolloutState.FAILED || !service.status().equals("ACTIVE")) {
            return Health.UNWELL;
        }
        if (rollout == DeploymentRolloutState.IN_PROGRESS) {
            return Health.UNKNOWN;
        }
        return service.runningCount() >= service.desiredCount() ? Health.WELL : Health.UNWELL;
    }

    public static String primaryId(Service service) {
        return primary(service).map(Deployment::id).orElse("");
    }

    /** Reports whether ECS itself deploys it; services under CodeDeploy and external controllers cannot be changed here. */
    public static boolean rolledByEcs(Service service) {
        return service.deploymentController() == null
                || service.deploymentController().type() == DeploymentControllerType.ECS;
    }

    /**
     * The task definition for the rollback: the one that is being replaced right now, else the highest active revision of the
     * family below the current one.
     */
    public Optional<String> definitionBefore(Service service) {
        var now = service.taskDefinition();
        var replaced = service.deployments().stream()
                .filter(deployment -> deployment.status().equals("ACTIVE"))
                .map(Deployment::taskDefinition)
                .filter(definition -> !definition.equals(now))
                .findFirst();
        return replaced.isPresent() ? replaced : revisionBefore(now);
    }

    private Optional<String> revisionBefore(String now) {
        return apis
                .ecs()
                .listTaskDefinitionsPaginator(request -> request.familyPrefix(family(now))
                        .status(TaskDefinitionStatus.ACTIVE)
                        .sort(SortOrder.DESC))
                .taskDefinitionArns()
                .stream()
                .filter(candidate -> family(candidate).equals(family(now)) && revision(candidate) < revision(now))
                .findFirst();
    }

    private static String family(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1, arn.lastIndexOf(':'));
    }

    private static long revision(String arn) {
        return Long.parseLong(arn.substring(arn.lastIndexOf(':') + 1));
    }
}
