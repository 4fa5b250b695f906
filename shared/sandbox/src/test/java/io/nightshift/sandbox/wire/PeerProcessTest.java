package io.nightshift.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PeerProcessTest {

    private final PrintStream output = System.out;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void leave() {
        System.setOut(output);
    }

    private static Optional<PeerProcess> shell(String script) {
        return PeerProcess.start("shell", "ready", List.of("sh", "-c", script));
    }

    @Test
    void waitsUntilItListensAndEndsIt() {
        var peer = shell("echo starting; echo it is ready now; read line").orElseThrow();

        peer.close();

        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void readsOnSoThatAFullPipeStopsNobody() {
        var peer = shell(
                        "echo ready; i=0; while [ $i -lt 3000 ]; do echo 'a line of the log of a peer'; i=$((i+1)); done")
                .orElseThrow();

        peer.close();
    }

    @Test
    void saysByNameWhatIsMissing() {
        assertThat(PeerProcess.start("nobody", "ready", List.of("/there/is/no/such/program")))
                .isEmpty();

        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("peer missing: nobody (");
    }

    @Test
    void saysByNameWhatEndedAtOnce() {
        assertThat(shell("echo sorry")).isEmpty();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("peer missing: shell (it ended before it listened)");
    }
}
