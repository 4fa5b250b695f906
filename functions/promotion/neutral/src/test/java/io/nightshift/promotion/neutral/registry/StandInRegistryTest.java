package io.nightshift.promotion.neutral.registry;

import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import io.nightshift.sandbox.registry.RegistryStandIn.Door;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

final class StandInRegistryTest {

    private abstract static class OfOneDoor extends ReadsImages {
        private final RegistryStandIn registry;
        private final Door httpApi;

        OfOneDoor(Door httpApi) {
            this.httpApi = httpApi;
            this.registry = new RegistryStandIn(httpApi, true);
        }

        @Override
        Pusher pusher() {
            return registry.pusher();
        }

        @Override
        boolean wantsLogin() {
            return httpApi != Door.OPEN;
        }

        @AfterEach
        void stop() {
            registry.close();
        }
    }

    @Nested
    class Open extends OfOneDoor {
        Open() {
            super(Door.OPEN);
        }
    }

    @Nested
    class Basic extends OfOneDoor {
        Basic() {
            super(Door.BASIC);
        }
    }

    @Nested
    class Token extends OfOneDoor {
        Token() {
            super(Door.TOKEN);
        }
    }
}
