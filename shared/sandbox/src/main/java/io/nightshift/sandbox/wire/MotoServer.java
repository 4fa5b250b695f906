package io.nightshift.sandbox.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * moto (https://docs.getmoto.org), an AWS of others, as a process on a free port; its state begins empty and ends with
 * it. It stores schedules and never fires them, and checks neither permissions nor most values.
 */
public final class MotoServer implements AutoCloseable {

    private final Process process;
    private final URI endpoint;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts one and waits until it listens; empty, and said so on the output, where the machine has none. */
    public static Optional<MotoServer> start() {
        try {
            var port = Integer.toString(freePort());
            var process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", port)
                    .redirectErrorStream(true)
                    .start();
            var server = new MotoServer(process, URI.create("http://127.0.0.1:" + port));
            if (server.listens()) {
                return Optional.of(server);
            }
            server.close();
        } catch (IOException e) {
            System.out.println("peer missing: moto_server (" + e.getMessage() + ")");
            return Optional.empty();
        }
        System.out.println("peer missing: moto_server (it ended before it listened)");
        return Optional.empty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Reads its log up to the line that says so, and the rest on a thread of its own: a full pipe would stop it. */
    private boolean listens() throws IOException {
        var log = process.inputReader(StandardCharsets.UTF_8);
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains("Running on")) {
                Thread.ofVirtual().start(() -> drain(log));
                return true;
            }
        }
        return false;
    }

    private static void drain(BufferedReader log) {
        try (log) {
            while (log.readLine() != null) {
                // Nobody reads it.
            }
        } catch (IOException e) {
            // The process ended.
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            var _ = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while moto_server ended", e));
        }
    }
}
