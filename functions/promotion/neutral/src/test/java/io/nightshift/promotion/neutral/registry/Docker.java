package io.nightshift.promotion.neutral.registry;

import io.nightshift.sandbox.registry.DockerRegistry;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Assumptions;

/** Docker's own registry with a login, where this machine has it. */
record Docker(DockerRegistry registry) implements AutoCloseable {

    static Docker start() {
        var registry = DockerRegistry.start(true);
        Assumptions.assumeTrue(registry.isPresent(), "peer missing: docker-registry");
        return new Docker(registry.orElseThrow());
    }

    Pusher pusher() {
        var login = RegistryStandIn.USER + ":" + RegistryStandIn.PASSWORD;
        return new Pusher(
                registry.endpoint(),
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        registry.close();
    }
}
