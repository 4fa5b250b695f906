package io.nightshift.promotion.sandbox;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;

class InMemoryPlatformTest {

    record InMemory(VirtualTime time, InMemoryPlatform platform, Resource target, boolean splits)
            implements TargetUnderTest {

        static InMemory of(boolean splits) {
            var time = new VirtualTime(Instant.parse("2026-11-21T03:00:00Z"));
            var platform = new InMemoryPlatform(time, digest -> false, (target, digest, percent) -> {});
            var target = new Resource(Origin.NOWHERE, "service", "shop");
            platform.add(target, OLD, splits);
            return new InMemory(time, platform, target, splits);
        }

        @Override
        public String image() {
            return "registry.example/shop/web";
        }

        @Override
        public void settle() {
            time.runUntil(time.instant().plus(Duration.ofMinutes(5)));
        }

        @Override
        public void changeByHand() {
            platform.setByHand(target, "sha256:" + "c".repeat(64));
        }

        @Override
        public boolean crash(String digest) {
            platform.crash(target, digest);
            return true;
        }

        @Override
        public int shareOfNew() {
            return platform.shareOf(target, NEW);
        }

        @Override
        public int versionsOfNew() {
            return platform.holds(target, NEW) ? 1 : 0;
        }
    }

    @Nested
    class ThatSplits extends PlatformSuite {
        @Override
        protected TargetUnderTest stand() {
            return InMemory.of(true);
        }
    }

    @Nested
    class ThatHoldsOneVersion extends PlatformSuite {
        @Override
        protected TargetUnderTest stand() {
            return InMemory.of(false);
        }
    }
}
