package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.CallFailed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/**
 * The deployment that a hook call is about; read from ECS, not taken from the call.
 *
 * @param revision the ARN of the deployed revision
 * @param forward whether it is in progress, and not rolling back
 * @param weight the current share of the new version, in percent
 * @param steps the shares that it gives; empty for an unknown strategy
 * @param version the task definition that it deploys
 * @param promoted whether a promotion made that version
 * @param tags of the service
 */
record HookedDeployment(
        String revision,
        boolean forward,
        double weight,
        Optional<EcsTrafficSteps> steps,
        String version,
        boolean promoted,
        Map<String, String> tags) {

    static HookedDeployment at(AwsRegionApis apis, HookCall call) throws CallFailed {
        var service = ShiftingService.of(apis, call.service());
        var deployment = service.deployment(call.deployment())
                .filter(one -> call.deployment().equals(one.serviceDeploymentArn()))
                .orElseThrow(() -> AwsCalls.refused("NotFound", "ECS knows no deployment " + call.id()));
        var version = version(service, call.revision());
        var definition = service.service().definitions().read(version);
        return new HookedDeployment(
                revision(deployment),
                ServiceState.isForward(deployment),
                ServiceState.weight(deployment),
                Optional.ofNullable(deployment.deploymentConfiguration()).flatMap(EcsTrafficSteps::of),
                version,
                definition.tags().stream().anyMatch(tag -> tag.key().equals(TaskDefinitions.FROM)),
                EcsService.tags(service.service().read()));
    }

    private static String revision(ServiceDeployment deployment) {
        return deployment.targetServiceRevision() == null
                ? ""
                : deployment.targetServiceRevision().arn();
    }

    private static String version(ShiftingService service, String revision) throws CallFailed {
        return Optional.ofNullable(service.versions(List.of(revision)).get(revision))
                .orElseThrow(() -> AwsCalls.refused("NotFound", "ECS knows no such revision of the service"));
    }
}
