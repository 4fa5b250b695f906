package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;
import software.amazon.awssdk.services.ecs.model.Tag;

/** A service whose traffic ECS shifts by itself: blue/green, canary, linear. */
record ShiftingService(EcsClient ecs, RollingService service, String arn) {

    static ShiftingService of(AwsRegionApis apis, Resource target) throws CallFailed {
        return new ShiftingService(
                apis.ecs(),
                RollingService.of(apis, target.name()),
                AwsScope.arn("ecs", target.origin(), "service/" + target.name()));
    }

    ServiceState read() throws CallFailed {
        return read(service.read());
    }

    ServiceState read(Service found) throws CallFailed {
        var latest = latest();
        return new ServiceState(found, latest, latest.isPresent() ? versions(latest.get()) : Map.of());
    }

    /** ECS keeps deployments for 90 days; an older service has none. */
    private Optional<ServiceDeployment> latest() throws CallFailed {
        var briefs = AwsCalls.read(() -> ecs.listServiceDeployments(
                        request -> request.cluster(service.cluster()).service(service.service())))
                .serviceDeployments();
        var last = briefs.stream().max(Comparator.comparing(ServiceDeploymentBrief::createdAt));
        return last.isEmpty() ? Optional.empty() : deployment(last.get().serviceDeploymentArn());
    }

    Optional<ServiceDeployment> deployment(String deployment) throws CallFailed {
        return AwsCalls.read(() -> {
            try {
                return ecs
                        .describeServiceDeployments(request -> request.serviceDeploymentArns(deployment))
                        .serviceDeployments()
                        .stream()
                        .findFirst();
            } catch (ServiceDeploymentNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private Map<String, String> versions(ServiceDeployment deployment) throws CallFailed {
        var sources = deployment.sourceServiceRevisions().stream().map(ServiceRevisionSummary::arn);
        var target = Stream.ofNullable(deployment.targetServiceRevision()).map(ServiceRevisionSummary::arn);
        return versions(Stream.concat(target, sources).distinct().limit(20).toList());
    }

    /** The versions, by the ARNs of their service revisions. */
    Map<String, String> versions(List<String> revisions) throws CallFailed {
        if (revisions.isEmpty()) {
            return Map.of();
        }
        var versions = new TreeMap<String, String>();
        AwsCalls.read(() -> ecs.describeServiceRevisions(request -> request.serviceRevisionArns(revisions)))
                .serviceRevisions()
                .forEach(one -> versions.put(one.serviceRevisionArn(), TaskDefinitions.version(one.taskDefinition())));
        return versions;
    }

    /** A repetition sets the same tag again. */
    void tag(ServiceState state, String key, String value) throws CallFailed {
        if (!value.equals(state.tags().get(key))) {
            AwsCalls.change(() -> ecs.tagResource(request -> request.resourceArn(arn)
                    .tags(Tag.builder().key(key).value(value).build())));
        }
    }

    /** Makes ECS give all traffic back to the version that served before the deployment. */
    void stop(ServiceDeployment deployment) throws CallFailed {
        try {
            ecs.stopServiceDeployment(request -> request.serviceDeploymentArn(deployment.serviceDeploymentArn())
                    .stopType(StopServiceDeploymentStopType.ROLLBACK));
        } catch (SdkException e) {
            var now = deployment(deployment.serviceDeploymentArn());
            if (now.isEmpty() || !ServiceState.isGoingBack(now.get())) {
                throw new CallFailed(AwsErrors.whileChanging(e));
            }
        }
    }
}
