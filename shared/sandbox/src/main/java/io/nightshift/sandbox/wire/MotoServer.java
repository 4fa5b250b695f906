package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * moto (https://docs.getmoto.org), an AWS of others, as a process on a free port; its state begins empty and ends with
 * it. It stores schedules and never fires them, and checks neither permissions nor most values.
 */
public final class MotoServer implements AutoCloseable {

    private final Program program;
    private final URI endpoint;

    private MotoServer(Program program, URI endpoint) {
        this.program = program;
        this.endpoint = endpoint;
    }

    /** Starts one and waits until it listens; empty, and said so on the output, where the machine has none. */
    public static Optional<MotoServer> start() {
        var port = Integer.toString(Program.freePort());
        try {
            var program = Program.start(new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", port));
            if (program.says("Running on")) {
                return Optional.of(new MotoServer(program, URI.create("http://127.0.0.1:" + port)));
            }
            program.close();
        } catch (IOException e) {
            System.out.println("peer missing: moto_server (" + e.getMessage() + ")");
            return Optional.empty();
        }
        System.out.println("peer missing: moto_server (it ended before it listened)");
        return Optional.empty();
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        program.close();
    }
}
