package io.nightshift.promotion.neutral.registry;

import io.nightshift.sandbox.registry.Pusher;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The suite over Docker's own registry. */
final class DockerSignaturesTest extends ReadsSignatures {

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

    /** 2.8 does not; 3.0 is the first. */
    @Override
    boolean knowsReferrers() {
        return false;
    }
}
