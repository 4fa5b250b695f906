package io.nightshift.promotion.open.registry;

import io.nightshift.sandbox.registry.DockerRegistry;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The suite over Docker's own registry. */
final class DockerSignaturesTest extends ReadsSignatures {

    private static Optional<DockerRegistry> registry = Optional.empty();

    @BeforeAll
    static void start() {
        registry = DockerRegistry.start(true);
        Assumptions.assumeTrue(registry.isPresent(), "peer missing: docker-registry");
    }

    @AfterAll
    static void stop() {
        registry.ifPresent(DockerRegistry::close);
    }

    @Override
    Pusher pusher() {
        var login = RegistryStandIn.USER + ":" + RegistryStandIn.PASSWORD;
        return new Pusher(
                registry.orElseThrow().endpoint(),
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    /** 2.8 does not; 3.0 is the first. */
    @Override
    boolean knowsReferrers() {
        return false;
    }
}
