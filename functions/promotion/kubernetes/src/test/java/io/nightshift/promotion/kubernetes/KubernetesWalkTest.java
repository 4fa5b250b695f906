package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.sandbox.PlatformWalk;
import org.junit.jupiter.api.Test;

final class KubernetesWalkTest {

    private static final int WALKS = 150;

    @Test
    void whateverIsCalledTheNewVersionHasNoMoreThanWasAskedFor() throws CallFailed, JsonException {
        for (long seed = 0; seed < WALKS; seed++) {
            try (var stand = new PairStand()) {
                PlatformWalk.walk(stand, seed);
            }
        }
    }
}
