package io.nightshift.promotion.aws.ecs;

import io.nightshift.promotion.aws.Cloud;
import io.nightshift.promotion.sandbox.PlatformSuite;
import io.nightshift.promotion.sandbox.Stand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class BlueGreenSuiteTest extends PlatformSuite {

    private final List<Cloud> opened = new ArrayList<>();

    @Override
    protected Stand stand() {
        var cloud = new Cloud();
        opened.add(cloud);
        return ShiftStand.in(cloud, "BLUE_GREEN", 0, 0);
    }

    @AfterEach
    void close() {
        opened.forEach(Cloud::close);
    }
}
