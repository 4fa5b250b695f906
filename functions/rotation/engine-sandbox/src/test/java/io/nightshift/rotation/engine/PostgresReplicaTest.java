package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Timeouts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in recovery, as every replica is. */
class PostgresReplicaTest {

    @Test
    void aReplicaIsNoPlaceToSetAPassword(@TempDir Path folder) throws IOException {
        var data = folder.resolve("data");
        EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()
                .close();
        Files.createFile(data.resolve("standby.signal"));
        try (var replica = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()) {
            var endpoint = new SystemEndpoint("localhost", replica.getPort(), new TlsMode.Plaintext(), "postgres");
            var postgres = new Credential("postgres", "canary-password");
            var target = new RotationTarget(
                    endpoint,
                    Optional.empty(),
                    RotationStrategy.SINGLE,
                    postgres,
                    Optional.empty(),
                    Optional.of(postgres));
            assertThat(new PostgresEngine(Timeouts.of(Duration.ofSeconds(60)))
                            .check(target)
                            .problems())
                    .anySatisfy(problem -> assertThat(problem.field() + ": " + problem.message())
                            .isEqualTo("host: localhost:" + replica.getPort() + " is a replica and takes no changes"));
        }
    }
}
