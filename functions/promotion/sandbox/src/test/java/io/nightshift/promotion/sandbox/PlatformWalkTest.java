package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.sandbox.InMemoryPlatformTest.InMemory;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformWalkTest {

    private static final int WALKS = 200;

    @Test
    void aPlatformThatDoesAsItIsToldPasses() throws CallFailed, JsonException {
        for (long seed = 0; seed < WALKS; seed++) {
            PlatformWalk.walk(InMemory.of(true), seed);
        }
    }

    @Test
    void oneThatGivesOnePercentMoreIsSeen() {
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < WALKS; seed++) {
                        PlatformWalk.walk(Generous.of(InMemory.of(true)), seed);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shift");
    }

    /** Everything as it is but for the platform. */
    private record Generous(TargetUnderTest stand, TargetPlatform platform) implements TargetUnderTest {

        static Generous of(TargetUnderTest stand) {
            return new Generous(stand, new OneMore(stand.platform()));
        }

        @Override
        public Resource target() {
            return stand.target();
        }

        @Override
        public String image() {
            return stand.image();
        }

        @Override
        public Json.Obj settings() {
            return stand.settings();
        }

        @Override
        public void settle() {
            stand.settle();
        }

        @Override
        public void changeByHand() {
            stand.changeByHand();
        }

        @Override
        public int shareOfNew() {
            return stand.shareOfNew();
        }

        @Override
        public int versionsOfNew() {
            return stand.versionsOfNew();
        }
    }

    private record OneMore(TargetPlatform platform) implements TargetPlatform {

        @Override
        public boolean serves(Resource target) {
            return platform.serves(target);
        }

        @Override
        public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
            return platform.tags(target, rollout);
        }

        @Override
        public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
            return platform.preflight(target, rollout);
        }

        @Override
        public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
            return platform.deploy(target, rollout, key);
        }

        @Override
        public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
            return platform.deployed(target, rollout);
        }

        @Override
        public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
            return platform.shift(target, rollout, Math.min(100, percent + 1), key);
        }

        @Override
        public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
            return platform.exposure(target, rollout);
        }

        @Override
        public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
            return platform.takeBack(target, rollout, key);
        }

        @Override
        public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
            return platform.retire(target, rollout, key);
        }
    }
}
