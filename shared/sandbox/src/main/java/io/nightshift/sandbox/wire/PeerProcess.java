package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An external server in its own process; it ends with this object. */
public record PeerProcess(ChildProcess program) implements AutoCloseable {

    /**
     * Starts one and waits until it listens; empty, with a message on the output, if the machine has none.
     *
     * @param name as in {@code .ci/peers}
     * @param ready a part of the output line that says that it listens
     */
    public static Optional<PeerProcess> start(String name, String ready, List<String> command) {
        try {
            var program = ChildProcess.start(new ProcessBuilder(command));
            if (program.says(ready)) {
                return Optional.of(new PeerProcess(program));
            }
            program.close();
            missing(name, "it ended before it listened");
        } catch (IOException e) {
            missing(name, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Reports on the output that it is missing, and why. */
    public static void missing(String name, String why) {
        System.out.println("peer missing: " + name + " (" + why + ")");
    }

    /** An unused port of this machine. */
    public static int freePort() {
        return ChildProcess.freePort();
    }

    @Override
    public void close() {
        program.close();
    }
}
