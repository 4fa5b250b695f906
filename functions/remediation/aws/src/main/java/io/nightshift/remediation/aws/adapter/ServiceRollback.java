package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * {@code UpdateService} to the previous task definition. ECS starts a deployment only if the task definition differs, so
 * repeating the call changes nothing.
 */
record ServiceRollback(AwsRegionApis apis, Resource target) implements ActionExecution {

    @Override
    public LiveState before() {
        var services = new EcsService(apis, target);
        return services.look(service -> capsule(services, service));
    }

    private static Json.Obj capsule(EcsService services, Service service) {
        var capsule = state(service);
        if (!EcsService.rolledByEcs(service)) {
            return capsule.with(
                    CANNOT,
                    "the service is deployed by "
                            + service.deploymentController().typeAsString() + ", not by ECS");
        }
        return services.definitionBefore(service)
                .map(to -> capsule.with("to", to))
                .orElseGet(
                        () -> capsule.with(CANNOT, "there is no task definition before " + service.taskDefinition()));
    }

    private static Json.Obj state(Service service) {
        return Json.obj()
                .with("taskDefinition", service.taskDefinition())
                .with("deployment", EcsService.primaryId(service));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var view = View.of(capsule);
        return move(
                new EcsService(apis, target),
                view.at("taskDefinition").text(),
                view.at("to").text());
    }

    /**
     * Sets the task definition, unless someone else has set a third one meanwhile: the API has no compare-and-set.
     */
    private static Performed move(EcsService services, String from, String to) {
        var now = services.find().map(Service::taskDefinition).orElse("");
        if (now.equals(to)) {
            return ActionExecution.already();
        }
        if (!now.equals(from)) {
            return ActionExecution.not(
                    "ChangedSince", "the service was changed by somebody else since it was looked at");
        }
        return SdkExecution.changing(
                () -> {
                    var answer = services.apis()
                            .ecs()
                            .updateService(request -> request.cluster(services.cluster())
                                    .service(services.service())
                                    .taskDefinition(to));
                    return Json.obj()
                            .with("taskDefinition", to)
                            .with("deployment", EcsService.primaryId(answer.service()));
                },
                () -> runs(services, to));
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        return ActionExecution.happened(
                runs(new EcsService(apis, target), View.of(capsule).at("to").text()));
    }

    private static boolean runs(EcsService services, String definition) {
        return services.find()
                .filter(service -> service.taskDefinition().equals(definition))
                .isPresent();
    }

    /** Restores the task definition that the act replaced. */
    record Undo(AwsRegionApis apis, Resource target, Json.Obj back) implements ActionExecution {
        @Override
        public LiveState before() {
            return new EcsService(apis, target).look(ServiceRollback::state);
        }

        @Override
        public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
            var view = View.of(back);
            return move(
                    new EcsService(apis, target),
                    view.at("to").text(),
                    view.at("taskDefinition").text());
        }

        @Override
        public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
            return ActionExecution.happened(runs(
                    new EcsService(apis, target),
                    View.of(back).at("taskDefinition").text()));
        }
    }
}
