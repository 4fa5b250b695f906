package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Family;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.StoppedTask;
import io.nightshift.sandbox.aws.FakeResource.TaskDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The service {@code prod/web} on revision 9 of four tasks; revision 3 is what somebody goes to by hand. */
record ServiceStand(PromotionStandIn cloud) implements TargetUnderTest {

    static final String IMAGE = PromotionStandIn.REGISTRY + "/shop/web";
    static final String SCALED_IN = "Scaling activity initiated by (deployment ecs-svc/1)";

    /** Before any deployment of a test began, and after each. */
    static final Instant BEFORE = Instant.parse("2026-11-01T03:00:00Z");

    static final Instant LATER = Instant.parse("2026-11-25T03:00:00Z");

    private static final String OTHER = "sha256:" + "b".repeat(64);

    static ServiceStand in(PromotionStandIn cloud) {
        cloud.aws.place(
                definition(3, IMAGE + "@" + OTHER),
                definition(9, IMAGE + "@" + OLD),
                new Family("web", List.of(3, 9)),
                service("web", 9),
                stopped("web", 9, BEFORE, "ServiceSchedulerInitiated", SCALED_IN, "143"));
        return new ServiceStand(cloud);
    }

    /**
     * A task of a service that has stopped, as ECS tells it.
     *
     * @param codeReasonContainers the stop code, the task's reason, and for each container its reason or its exit code
     */
    static StoppedTask stopped(String service, int revision, Instant createdAt, String... codeReasonContainers) {
        var containers = Stream.of(codeReasonContainers)
                .skip(2)
                .map(one -> one.matches("\\d+")
                        ? Json.obj().with("name", "web").with("exitCode", Integer.parseInt(one))
                        : Json.obj().with("name", "web").with("reason", one))
                .toList();
        var id = "%08x".formatted(Objects.hash(service, revision, createdAt, List.of(codeReasonContainers)));
        return new StoppedTask(
                "prod/" + service,
                id,
                AwsStandIn.taskDefinition("web", revision),
                createdAt,
                codeReasonContainers[0],
                codeReasonContainers[1],
                containers);
    }

    static TaskDefinition definition(int revision, String image) {
        var web = Json.obj()
                .with("name", "web")
                .with("image", image)
                .with("cpu", 256)
                .with("essential", true)
                .with("environment", Json.arr(Json.obj().with("name", "MODE").with("value", "prod")));
        var proxy = Json.obj().with("name", "proxy").with("image", "envoy:1");
        var body = Json.obj()
                .with("cpu", "512")
                .with("networkMode", "awsvpc")
                .with("containerDefinitions", Json.arr(web, proxy));
        return new TaskDefinition("web", revision, body, Map.of("team", "shop"));
    }

    static Service service(String name, int revision) {
        var now = AwsStandIn.taskDefinition("web", revision);
        return new Service(
                "prod",
                name,
                "ACTIVE",
                4,
                4,
                now,
                List.of(new Deployment("ecs-svc/1", "PRIMARY", now, "COMPLETED")),
                "ECS",
                Map.of("team", "shop"));
    }

    @Override
    public TargetPlatform platform() {
        return new EcsServices(cloud.regions);
    }

    @Override
    public Resource target() {
        return PromotionStandIn.resource(Kinds.ECS_SERVICE, "prod/web");
    }

    @Override
    public String image() {
        return IMAGE;
    }

    @Override
    public Json.Obj settings() {
        return Json.obj().with("container", "web");
    }

    @Override
    public void settle() {
        cloud.aws.settle();
    }

    @Override
    public void changeByHand() {
        cloud.aws.place(service("web", 3));
    }

    Service service() {
        return cloud.aws.thing(Service.class, "service/prod/web");
    }

    List<TaskDefinition> definitionsOfNew() {
        return cloud.aws.things(TaskDefinition.class).stream()
                .filter(definition -> definition.body().text().contains(IMAGE + "@" + NEW))
                .toList();
    }

    /** Both versions' tasks count as the service's. */
    @Override
    public boolean crash(String digest) {
        cloud.aws.alter(Service.class, "service/prod/web", service -> service.running(0));
        return true;
    }

    @Override
    public int shareOfNew() {
        return definitionsOfNew().stream()
                        .anyMatch(definition -> service()
                                .taskDefinition()
                                .equals(AwsStandIn.taskDefinition("web", definition.revision())))
                ? 100
                : 0;
    }

    @Override
    public int versionsOfNew() {
        return definitionsOfNew().size();
    }

    @Override
    public boolean splits() {
        return false;
    }
}
