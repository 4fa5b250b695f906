package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.ecs.EcsService;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/**
 * A service whose traffic ECS shifts, as read.
 *
 * @param latest its last deployment, finished or not
 * @param versions the versions of that deployment's service revisions, by ARN
 */
record ServiceState(Service service, Optional<ServiceDeployment> latest, Map<String, String> versions) {

    private static final Set<ServiceDeploymentStatus> FORWARD =
            Set.of(ServiceDeploymentStatus.PENDING, ServiceDeploymentStatus.IN_PROGRESS);

    private static final Set<ServiceDeploymentStatus> GOING_BACK = Set.of(
            ServiceDeploymentStatus.STOP_REQUESTED,
            ServiceDeploymentStatus.ROLLBACK_REQUESTED,
            ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);

    /** From this stage on all tasks of the new version run. */
    private static final Set<String> SCALED_UP = Set.of(
            "PRE_PRODUCTION_TRAFFIC_SHIFT",
            "PRODUCTION_TRAFFIC_SHIFT",
            "POST_PRODUCTION_TRAFFIC_SHIFT",
            "BAKE_TIME",
            "CLEAN_UP");

    static boolean isForward(ServiceDeployment deployment) {
        return FORWARD.contains(deployment.status());
    }

    /** Reports whether the deployment is rolling back or has rolled back. */
    static boolean isGoingBack(ServiceDeployment deployment) {
        return GOING_BACK.contains(deployment.status())
                || deployment.status() == ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL;
    }

    static String id(ServiceDeployment deployment) {
        return TaskDefinitions.version(deployment.serviceDeploymentArn());
    }

    /** The current share of a deployment's new version, in percent. */
    static double weight(ServiceDeployment deployment) {
        return Optional.ofNullable(deployment.targetServiceRevision())
                .map(ServiceRevisionSummary::requestedProductionTrafficWeight)
                .orElse(0.0);
    }

    Map<String, String> tags() {
        return EcsService.tags(service);
    }

    Optional<ServiceDeployment> ongoing() {
        return latest.filter(one -> isForward(one) || GOING_BACK.contains(one.status()));
    }

    Optional<ServiceDeployment> forward() {
        return latest.filter(ServiceState::isForward);
    }

    /** The version that the service is configured to run. */
    String told() {
        return RollingService.version(service);
    }

    /** The version that a deployment installs; empty if ECS no longer knows its revision. */
    String target(ServiceDeployment deployment) {
        var target = deployment.targetServiceRevision();
        return target == null ? "" : versions.getOrDefault(target.arn(), "");
    }

    /** The version that serves when nothing is in progress. */
    String runs() {
        return latest.map(this::left)
                .filter(version -> !version.isEmpty())
                .or(this::replaced)
                .orElse(told());
    }

    /** The version that is being replaced while its deployment is not listed yet. */
    private Optional<String> replaced() {
        return latest.isPresent()
                ? Optional.empty()
                : service.deployments().stream()
                        .filter(one -> !one.status().equals("PRIMARY"))
                        .map(one -> TaskDefinitions.version(one.taskDefinition()))
                        .findFirst();
    }

    private String left(ServiceDeployment over) {
        if (over.status() == ServiceDeploymentStatus.SUCCESSFUL) {
            return target(over);
        }
        if (over.status() == ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL && over.rollback() != null) {
            return versions.getOrDefault(over.rollback().serviceRevisionArn(), "");
        }
        boolean untouched = over.status() == ServiceDeploymentStatus.STOPPED && weight(over) == 0;
        return untouched && over.sourceServiceRevisions().size() == 1
                ? versions.getOrDefault(over.sourceServiceRevisions().getFirst().arn(), "")
                : "";
    }

    boolean stuck() {
        return latest.filter(one -> one.status() == ServiceDeploymentStatus.ROLLBACK_FAILED)
                .isPresent();
    }

    static boolean scaledUp(ServiceDeployment deployment) {
        return SCALED_UP.contains(String.valueOf(deployment.lifecycleStageAsString()));
    }

    /** The shares of all versions that have one, and of the deployed version; in percent. */
    Map<String, Double> shares() {
        var shares = new TreeMap<String, Double>();
        if (ongoing().isEmpty()) {
            shares.put(runs(), 100.0);
            return shares;
        }
        var deployment = ongoing().get();
        double target = weight(deployment);
        shares.put(named(target(deployment)), target);
        for (var source : deployment.sourceServiceRevisions()) {
            double share = Optional.ofNullable(source.requestedProductionTrafficWeight())
                    .orElse(deployment.sourceServiceRevisions().size() == 1 ? 100 - target : 0.0);
            shares.merge(named(versions.getOrDefault(source.arn(), "")), share, Double::sum);
        }
        return shares;
    }

    private static String named(String version) {
        return version.isEmpty() ? "a revision that ECS does not know any more" : version;
    }

    /** The configuration of the traffic shift: of the deployment in progress, or else of the service. */
    DeploymentConfiguration configuration() {
        return ongoing()
                .map(ServiceDeployment::deploymentConfiguration)
                .or(() -> Optional.ofNullable(service.deploymentConfiguration()))
                .orElse(DeploymentConfiguration.builder().build());
    }
}
