package io.nightshift.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * {@code UpdateService} with a forced new deployment, called once and never repeated automatically: each call starts another
 * one. A different primary deployment than before shows that it happened. ECS is eventually consistent within seconds; a
 * probe comes after the lease of a dead worker, minutes later. Its queries throw the SDK's exceptions: run it inside
 * {@link SdkExecution}.
 */
public record EcsServiceRestart(AwsRegionApis apis, Resource target) implements ActionExecution {

    @Override
    public LiveState before() {
        return new EcsService(apis, target).look(EcsServiceRestart::capsule);
    }

    private static Json.Obj capsule(Service service) {
        var capsule = Json.obj()
                .with("deployment", EcsService.primaryId(service))
                .with("taskDefinition", service.taskDefinition());
        return EcsService.rolledByEcs(service)
                ? capsule
                : capsule.with(
                        CANNOT,
                        "the service is deployed by "
                                + service.deploymentController().typeAsString() + ", not by ECS");
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) {
        var its = new EcsService(apis, target);
        return SdkExecution.changing(() -> {
            var answer = apis.once()
                    .ecs()
                    .updateService(request -> request.cluster(its.cluster())
                            .service(its.service())
                            .forceNewDeployment(true));
            return Json.obj().with("deployment", EcsService.primaryId(answer.service()));
        });
    }

    /** UNKNOWN while a deployment is under way. */
    public Health state() throws CallFailed {
        return AwsCalls.read(() -> new EcsService(apis, target).find())
                .map(EcsService::health)
                .orElseThrow(() -> new CallFailed(ActionExecution.notFound("ECS service " + target.name())));
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var before = View.of(capsule).at("deployment").text();
        return new EcsService(apis, target)
                .find()
                .map(service ->
                        ActionExecution.happened(!EcsService.primaryId(service).equals(before)))
                .orElse(Probed.UNKNOWN);
    }
}
