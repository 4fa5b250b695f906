package io.nightshift.sandbox.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A program in its own process, whose output is read continuously (a full pipe would block it) and kept. */
public final class ChildProcess implements AutoCloseable {

    private static final int FIRST_PORT = 16_000;
    private static final int LAST_PORT = 32_000;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Lock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean ended;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** @throws IOException if the machine has no such program */
    public static ChildProcess start(ProcessBuilder how) throws IOException {
        var program = new ChildProcess(how.redirectErrorStream(true).start());
        Thread.ofVirtual().start(program::read);
        return program;
    }

    /**
     * A port for a program that opens it later. It is below the range for outgoing connections: one of them could take it in
     * between.
     */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // The port is in use.
            }
        }
    }

    private void read() {
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            keep(output);
        } catch (IOException e) {
            // The process has ended.
        }
        note("", true);
    }

    private void keep(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            note(line, false);
        }
    }

    private void note(String line, boolean end) {
        lock.lock();
        try {
            lines.add(line);
            ended |= end;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a line of its output contains that text; returns false if it ended without. */
    public boolean says(String text) {
        lock.lock();
        try {
            while (lines.stream().noneMatch(line -> line.contains(text))) {
                if (ended) {
                    return false;
                }
                news.awaitUninterruptibly();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its output so far, standard output and error. */
    public String output() {
        lock.lock();
        try {
            return String.join("\n", lines);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it ends; returns the exit code. */
    public int end() {
        return process.onExit().join().exitValue();
    }

    /** As {@code kill -9}: no hook runs, no buffer is flushed. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Ends the JVM that this program is. */
    public void end(ChildJvm jvm) {
        jvm.end(process);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }
}
