package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.sandbox.PlatformWalk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftWalkTest {

    private static final int WALKS = 20;

    @ParameterizedTest
    @CsvSource({"BLUE_GREEN, 0, 0", "BLUE_GREEN, 0, 3", "CANARY, 5, 0", "CANARY, 10, 2", "LINEAR, 5, 0", "LINEAR, 25, 1"
    })
    void whateverIsCalledTheNewVersionHasNoMoreThanWasAskedFor(String strategy, double percent, int bake)
            throws CallFailed, JsonException {
        for (long seed = 0; seed < WALKS; seed++) {
            try (var cloud = new PromotionStandIn()) {
                PlatformWalk.walk(ShiftStand.in(cloud, strategy, percent, bake), seed);
            }
        }
    }
}
