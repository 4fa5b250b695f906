package io.nightshift.sandbox.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A server of others as a process of its own; it ends with this object. */
public final class Peer implements AutoCloseable {

    private final String name;
    private final Process process;

    private Peer(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts one and waits until it listens; empty, and said so on the output, where the machine has none.
     *
     * @param name as {@code .ci/peers} has it
     * @param ready what is in the line of its output that says that it listens
     */
    public static Optional<Peer> start(String name, String ready, List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var peer = new Peer(name, process);
            if (peer.listens(ready)) {
                return Optional.of(peer);
            }
            peer.close();
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
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads its log up to the line that says so, and the rest on a thread of its own: a full pipe would stop it. */
    private boolean listens(String ready) throws IOException {
        var log = process.inputReader(StandardCharsets.UTF_8);
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(ready)) {
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

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            var _ = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while " + name + " ended", e));
        }
    }
}
