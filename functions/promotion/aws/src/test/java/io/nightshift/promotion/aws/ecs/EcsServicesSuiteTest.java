package io.nightshift.promotion.aws.ecs;

import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.sandbox.PlatformSuite;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class EcsServicesSuiteTest extends PlatformSuite {

    private final List<PromotionStandIn> opened = new ArrayList<>();

    @Override
    protected TargetUnderTest stand() {
        var cloud = new PromotionStandIn();
        opened.add(cloud);
        return ServiceStand.in(cloud);
    }

    @AfterEach
    void close() {
        opened.forEach(PromotionStandIn::close);
    }
}
