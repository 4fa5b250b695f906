package io.nightshift.promotion.gcp.run;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.sandbox.PlatformWalk;
import org.junit.jupiter.api.Test;

final class RunWalkTest {

    private static final int WALKS = 60;

    @Test
    void whateverIsCalledTheNewVersionHasNoMoreThanWasAskedFor() throws CallFailed, JsonException {
        for (long seed = 0; seed < WALKS; seed++) {
            try (var stand = new RunStand()) {
                PlatformWalk.walk(stand, seed);
            }
        }
    }
}
