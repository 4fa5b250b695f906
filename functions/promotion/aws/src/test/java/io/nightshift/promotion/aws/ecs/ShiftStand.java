package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Revision;
import io.nightshift.sandbox.aws.FakeResource.Rollover;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.Shifting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service of {@link ServiceStand}, but ECS shifts its traffic, and asks our hook on the way. */
final class ShiftStand implements TargetUnderTest {

    static final String HOOK = "nightshift-lifecycle-hook";
    static final String NAME = "prod/web";

    private final ServiceStand plain;
    private final Shifting shifting;
    final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T03:04:05Z");

    private ShiftStand(PromotionStandIn cloud, Shifting shifting, HookSettings settings) {
        this.plain = ServiceStand.in(cloud);
        this.shifting = shifting;
        cloud.aws.place(shifting);
        InstantSource clock = () -> now;
        var hook = new EcsLifecycleHook(cloud.regions, settings, clock, log::add);
        cloud.aws.code(HOOK, hook::answer);
    }

    static ShiftStand in(PromotionStandIn cloud, Shifting shifting, HookSettings settings) {
        return new ShiftStand(cloud, shifting, settings);
    }

    static ShiftStand in(PromotionStandIn cloud, String strategy, double percent, int bake) {
        return in(cloud, shifting(strategy, percent, bake), HookSettings.DEFAULT);
    }

    static Shifting shifting(String strategy, double percent, int bake) {
        var hooks = Map.of(HOOK, List.of("PRE_PRODUCTION_TRAFFIC_SHIFT"));
        return new Shifting(NAME, strategy, percent, bake, hooks, List.of());
    }

    PromotionStandIn cloud() {
        return plain.cloud();
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    @Override
    public TargetPlatform platform() {
        return plain.platform();
    }

    @Override
    public Resource target() {
        return plain.target();
    }

    @Override
    public String image() {
        return plain.image();
    }

    @Override
    public Json.Obj settings() {
        return plain.settings();
    }

    @Override
    public void settle() {
        wait(Duration.ofSeconds(30));
        cloud().aws.settle();
    }

    /** Through all stages, as somebody would who took the hook away for it. */
    @Override
    public void changeByHand() {
        int number = rollovers().size() + 1;
        var third = new Rollover(NAME, number, "hand-0", "hand-1", "SUCCESSFUL", "CLEAN_UP", 100, 0, Json.obj());
        rollovers().stream()
                .filter(one -> !one.status().endsWith("SUCCESSFUL"))
                .forEach(one -> cloud().aws.place(one.in("STOPPED", one.stage(), 0)));
        cloud().aws
                .place(
                        new Revision(NAME, "hand-0", service().taskDefinition()),
                        new Revision(NAME, "hand-1", AwsStandIn.taskDefinition("web", 3)),
                        third,
                        ServiceStand.service("web", 3).tagged(service().tags()));
    }

    Service service() {
        return plain.service();
    }

    List<Rollover> rollovers() {
        return cloud().aws.things(Rollover.class);
    }

    private boolean isNew(String revision) {
        var definition = cloud().aws
                .thing(Revision.class, "service-revision/" + NAME + "/" + revision)
                .taskDefinition();
        return plain.definitionsOfNew().stream()
                .anyMatch(
                        one -> AwsStandIn.taskDefinition("web", one.revision()).equals(definition));
    }

    @Override
    public boolean crash(String digest) {
        return plain.crash(digest);
    }

    /** By what the load balancer would do, whatever the API tells of it. */
    @Override
    public int shareOfNew() {
        if (rollovers().isEmpty()) {
            return plain.shareOfNew();
        }
        var last = rollovers().getLast();
        double share = (isNew(last.target()) ? last.weight() : 0) + (isNew(last.source()) ? 100 - last.weight() : 0);
        return (int) Math.ceil(share);
    }

    @Override
    public int versionsOfNew() {
        return plain.versionsOfNew();
    }

    @Override
    public boolean gives(int percent) {
        return switch (shifting.strategy()) {
            case "LINEAR" -> percent % shifting.percent() == 0;
            case "CANARY" -> percent == 0 || percent == shifting.percent() || percent == 100;
            default -> percent % 100 == 0;
        };
    }
}
