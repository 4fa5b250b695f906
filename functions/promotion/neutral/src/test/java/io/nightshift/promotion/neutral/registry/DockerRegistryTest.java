package io.nightshift.promotion.neutral.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void thatItSpeaksNoTlsIsSaidWithWhatToDo() {
        var server = pusher().registry().getAuthority();
        try (var web = new WebClient(Duration.ofSeconds(20), InstantSource.system())) {
            var observer = new ImageObserver(new Registries(web, Logins.NONE, Set.of()));
            var problem = Asked.problem(
                    observer,
                    Asked.query(
                            PromotionQueries.IMAGE,
                            image("shop/web"),
                            Json.obj().with("tag", "v1")));
            assertThat(problem.message())
                    .isEqualTo(server + " does not speak TLS; if it is to be asked in the clear, name it in"
                            + " NIGHTSHIFT_PLAIN_HOSTS");
            assertThat(problem.retryable()).isFalse();
        }
    }
}
