package io.nightshift.promotion.aws.lambda;

import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import java.util.List;
import java.util.Map;

/** The function {@code shop} by its alias {@code live} on version 9; version 3 is what somebody goes to by hand. */
record AliasStand(PromotionStandIn cloud) implements TargetUnderTest {

    static final String IMAGE = PromotionStandIn.REGISTRY + "/shop/web";
    private static final String OTHER = "sha256:" + "b".repeat(64);

    static AliasStand in(PromotionStandIn cloud) {
        cloud.aws.place(
                new Function("shop", "Active", List.of("3", "9"), Map.of("team", "shop")),
                new Alias("shop", "live", "9", Map.of(), "rev-a"),
                FunctionCode.ready("shop", "3", IMAGE + "@" + OTHER),
                FunctionCode.ready("shop", "9", IMAGE + "@" + OLD),
                FunctionCode.ready("shop", "$LATEST", IMAGE + "@" + OLD));
        return new AliasStand(cloud);
    }

    @Override
    public TargetPlatform platform() {
        return new LambdaAliases(cloud.regions);
    }

    @Override
    public Resource target() {
        return PromotionStandIn.resource(Kinds.LAMBDA_FUNCTION, "shop:live");
    }

    @Override
    public String image() {
        return IMAGE;
    }

    @Override
    public void settle() {
        cloud.aws.settle();
    }

    @Override
    public void changeByHand() {
        cloud.aws.alter(Alias.class, "alias/shop:live", alias -> new Alias("shop", "live", "3", Map.of(), "by-hand"));
    }

    Alias alias() {
        return cloud.aws.thing(Alias.class, "alias/shop:live");
    }

    List<FunctionCode> published() {
        return cloud.aws.things(FunctionCode.class).stream()
                .filter(code -> code.image().endsWith(NEW) && !code.version().equals("$LATEST"))
                .toList();
    }

    @Override
    public boolean crash(String digest) {
        cloud.aws.things(FunctionCode.class).stream()
                .filter(code -> code.image().endsWith(digest) && !code.version().equals("$LATEST"))
                .forEach(code -> cloud.aws.place(code.in("Failed", "Successful")));
        return true;
    }

    @Override
    public int shareOfNew() {
        var alias = alias();
        double others = alias.weights().values().stream().mapToDouble(w -> w).sum();
        double share = 0;
        for (var version : published()) {
            share += alias.version().equals(version.version()) ? 1 - others : 0;
            share += alias.weights().getOrDefault(version.version(), 0.0);
        }
        return (int) Math.round(share * 100);
    }

    @Override
    public int versionsOfNew() {
        return published().size();
    }
}
