package io.nightshift.sandbox.wire;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * moto (https://docs.getmoto.org), an AWS of others, as a process on a free port; its state begins empty and ends with
 * it. It stores schedules and never fires them, and checks neither permissions nor most values.
 */
public record MotoServer(Peer peer, URI endpoint) implements AutoCloseable {

    /** Starts one and waits until it listens; empty, and said so on the output, where the machine has none. */
    public static Optional<MotoServer> start() {
        var port = Integer.toString(Peer.freePort());
        return Peer.start("moto_server", "Running on", List.of("moto_server", "-H", "127.0.0.1", "-p", port))
                .map(peer -> new MotoServer(peer, URI.create("http://127.0.0.1:" + port)));
    }

    @Override
    public void close() {
        peer.close();
    }
}
