package io.nightshift.promotion.open.registry;

import io.nightshift.sandbox.registry.Pusher;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The suite over Docker's own registry, with its own way to log in. */
final class DockerRegistryTest extends ReadsImages {

    private static Optional<Docker> docker = Optional.empty();

    @BeforeAll
    static void start() {
        docker = Optional.of(Docker.start());
    }

    @AfterAll
    static void stop() {
        docker.ifPresent(Docker::close);
    }

    @Override
    Pusher pusher() {
        return docker.orElseThrow().pusher();
    }

    @Override
    boolean wantsLogin() {
        return true;
    }
}
