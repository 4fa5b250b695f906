package io.nightshift.promotion.neutral.registry;

import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import io.nightshift.sandbox.registry.RegistryStandIn.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

final class StandInRegistryTest {

    private abstract static class OfOneLogin extends ReadsImages {
        private final RegistryStandIn registry;
        private final Login login;

        OfOneLogin(Login login) {
            this.login = login;
            this.registry = new RegistryStandIn(login, true);
        }

        @Override
        Pusher pusher() {
            return registry.pusher();
        }

        @Override
        boolean wantsLogin() {
            return login != Login.OPEN;
        }

        @AfterEach
        void stop() {
            registry.close();
        }
    }

    @Nested
    class Open extends OfOneLogin {
        Open() {
            super(Login.OPEN);
        }
    }

    @Nested
    class Basic extends OfOneLogin {
        Basic() {
            super(Login.BASIC);
        }
    }

    @Nested
    class Token extends OfOneLogin {
        Token() {
            super(Login.TOKEN);
        }
    }
}
