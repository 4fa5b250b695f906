package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.ListenerRule;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TaskDefinition;
import java.util.List;
import java.util.Map;

/** A rule with all traffic on blue; the services of both sides run revision 9. */
record RuleStand(PromotionStandIn cloud) implements TargetUnderTest {

    static final String NAME = "app/front/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee";
    static final String ARN = AwsStandIn.arn("elasticloadbalancing", "listener-rule/" + NAME);
    static final String BLUE = "targetgroup/blue/0123456789abcdef";
    static final String GREEN = "targetgroup/green/0123456789abcdef";
    static final String OTHER = "targetgroup/other/0123456789abcdef";

    static RuleStand in(PromotionStandIn cloud) {
        ServiceStand.in(cloud);
        cloud.aws.remove("service/prod/web");
        cloud.aws.place(
                ServiceStand.service("web-blue", 9),
                ServiceStand.service("web-green", 9),
                ServiceStand.stopped(
                        "web-green",
                        9,
                        ServiceStand.BEFORE,
                        "ServiceSchedulerInitiated",
                        ServiceStand.SCALED_IN,
                        "143"),
                new ListenerRule(ARN, Map.of(arn(BLUE), 100, arn(GREEN), 0), false, Map.of("team", "shop")));
        return new RuleStand(cloud);
    }

    static String arn(String group) {
        return AwsStandIn.arn("elasticloadbalancing", group);
    }

    @Override
    public TargetPlatform platform() {
        return new ListenerRules(cloud.regions);
    }

    @Override
    public Resource target() {
        return PromotionStandIn.resource(TargetKinds.LISTENER_RULE, NAME);
    }

    @Override
    public String image() {
        return ServiceStand.IMAGE;
    }

    @Override
    public Json.Obj settings() {
        return Json.obj()
                .with("container", "web")
                .with("blue", Json.obj().with("targetGroup", BLUE).with("service", "prod/web-blue"))
                .with("green", Json.obj().with("targetGroup", GREEN).with("service", "prod/web-green"));
    }

    @Override
    public void settle() {
        cloud.aws.settle();
    }

    @Override
    public void changeByHand() {
        cloud.aws.alter(ListenerRule.class, "rule/" + ARN, rule -> rule.weighing(Map.of(arn(OTHER), 1)));
    }

    ListenerRule rule() {
        return cloud.aws.thing(ListenerRule.class, "rule/" + ARN);
    }

    Service service(String side) {
        return cloud.aws.thing(Service.class, "service/prod/web-" + side);
    }

    @Override
    public boolean crash(String digest) {
        for (var side : List.of("blue", "green")) {
            cloud.aws.alter(
                    Service.class,
                    "service/prod/web-" + side,
                    service -> runs(service, digest) ? service.running(0) : service);
        }
        return true;
    }

    private boolean runs(Service service, String digest) {
        return cloud.aws.things(TaskDefinition.class).stream()
                .filter(one -> one.body().text().contains(digest))
                .anyMatch(one ->
                        service.taskDefinition().equals(AwsStandIn.taskDefinition(one.family(), one.revision())));
    }

    @Override
    public int shareOfNew() {
        int share = 0;
        for (var definition : new ServiceStand(cloud).definitionsOfNew()) {
            var version = AwsStandIn.taskDefinition("web", definition.revision());
            share += service("blue").taskDefinition().equals(version) ? share(BLUE) : 0;
            share += service("green").taskDefinition().equals(version) ? share(GREEN) : 0;
        }
        return share;
    }

    private int share(String group) {
        int all = rule().weights().values().stream().mapToInt(weight -> weight).sum();
        return 100 * rule().weights().getOrDefault(arn(group), 0) / all;
    }

    @Override
    public int versionsOfNew() {
        return new ServiceStand(cloud).versionsOfNew();
    }
}
