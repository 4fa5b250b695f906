package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A server of others as a process of its own; it ends with this object. */
public record PeerProcess(ChildProcess program) implements AutoCloseable {

    /**
     * Starts one and waits until it listens; empty, and said so on the output, if the machine has none.
     *
     * @param name as {@code .ci/peers} has it
     * @param ready what is in the line of its output that says that it listens
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

    /** Says on the output that it is not there, and why. */
    public static void missing(String name, String why) {
        System.out.println("peer missing: " + name + " (" + why + ")");
    }

    /** A port of this machine that nobody listens on. */
    public static int freePort() {
        return ChildProcess.freePort();
    }

    @Override
    public void close() {
        program.close();
    }
}
