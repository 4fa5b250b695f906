package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.CallFailed;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * A service that ECS updates task by task. Its versions are task definitions, named {@code FAMILY:REVISION}.
 *
 * @param label for messages: {@code CLUSTER/SERVICE}
 */
record RollingService(EcsClient ecs, String region, String cluster, String service, String label) {

    /** @param name {@code CLUSTER/SERVICE} */
    static RollingService of(AwsRegionApis apis, String name) throws CallFailed {
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            throw AwsCalls.refused("NoCluster", "the service is named " + name + "; expected CLUSTER/SERVICE");
        }
        return new RollingService(apis.ecs(), apis.region(), name.substring(0, slash), name.substring(slash + 1), name);
    }

    TaskDefinitions definitions() {
        return new TaskDefinitions(ecs);
    }

    /** Deleted services stay visible as {@code INACTIVE} for a while; they count as missing. */
    Service read() throws CallFailed {
        return find().orElseThrow(() -> AwsCalls.refused("NotFound", gone()));
    }

    private String gone() {
        return "there is no ECS service " + label;
    }

    private Optional<Service> find() throws CallFailed {
        var found = AwsCalls.read(() -> ecs.describeServices(
                request -> request.cluster(cluster).services(service).include(ServiceField.TAGS)));
        return found.services().stream()
                .filter(one -> !one.status().equals("INACTIVE"))
                .findFirst();
    }

    /** The same as {@link #down(Service)}; a deleted service serves nothing either. */
    String down() throws CallFailed {
        return find().map(RollingService::down).orElseGet(this::gone);
    }

    String version() throws CallFailed {
        return version(read());
    }

    static String version(Service service) {
        return TaskDefinitions.version(service.taskDefinition());
    }

    /** Why none of its versions serves; empty if one does, or if the desired count is zero. */
    static String down(Service service) {
        return service.desiredCount() > 0 && service.runningCount() == 0
                ? "none of the %d tasks of service %s runs".formatted(service.desiredCount(), service.serviceName())
                : "";
    }

    /** The number of tasks of its latest deployment that did not start. */
    static int failed(Service service) {
        return EcsService.primary(service).map(Deployment::failedTasks).orElse(0);
    }

    /** Reports whether its latest deployment failed: ECS starts no more of its tasks before another deployment begins. */
    static boolean gaveUp(Service service) {
        return EcsService.primary(service)
                .filter(one -> one.rolloutState() == DeploymentRolloutState.FAILED)
                .isPresent();
    }

    /**
     * Makes the service run that version. The API takes no token, but a repetition with the same definition begins no other
     * deployment: so after a lost response, the result is queried and the call is repeated.
     *
     * @param again whether to begin a deployment although the service already has the definition
     */
    void run(String version, boolean again) throws CallFailed {
        update(version, request -> request.forceNewDeployment(again));
    }

    /** @param tasks the desired number of tasks */
    void run(String version, int tasks, boolean again) throws CallFailed {
        update(version, request -> request.desiredCount(tasks).forceNewDeployment(again));
    }

    private void update(String version, Consumer<UpdateServiceRequest.Builder> more) throws CallFailed {
        try {
            ecs.updateService(request -> request.cluster(cluster)
                    .service(service)
                    .taskDefinition(version)
                    .applyMutation(more));
        } catch (SdkException e) {
            var problem = AwsErrors.whileChanging(e);
            if (!problem.mayHaveHappened() || !version().equals(version)) {
                throw new CallFailed(problem);
            }
        }
    }
}
