package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The processes behind an upstream, one for each version. Their data is on disk, so that a new engine finds the processes
 * that a dead one started: the port is written before the start, and the process writes its own {@link ProcessIdentity}
 * before it becomes the version.
 *
 * @param folder for the files {@code VERSION.json}, {@code VERSION.pid} and {@code VERSION.log} of each version
 */
public record VersionProcesses(Path folder) {

    /**
     * {@code EX_TEMPFAIL}: the exit status of a command whose image could not be fetched.
     *
     * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=sysexits">sysexits(3)</a>
     */
    public static final int NO_IMAGE = 75;

    private static final int STOP_LOOKS = 100;
    private static final int STOP_LOOK_MILLIS = 50;

    /** For concurrent starts in this process; the file lock is for those in other processes. */
    private static final Lock STARTING = new ReentrantLock();

    /** In its own session if {@code setsid} is available: stopping the engine on its terminal does not stop the service. */
    private static final String BECOME = ProcessIdentity.WRITE + " > \"$0.new\" && mv \"$0.new\" \"$0\"; "
            + "if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec \"$@\"";

    /** The inherited part of the engine's environment; the rest is mostly secrets, and a version is foreign code. */
    private static final Set<String> INHERITED = Set.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "JAVA_HOME");

    /** A version that was started. */
    public record Version(String name, int port, Optional<ProcessHandle> process) {
        public boolean isAlive() {
            return process.isPresent();
        }
    }

    /** The data of a version; empty if it was never started, or was stopped. */
    public Optional<Version> find(String name) throws CallFailed {
        var file = file(name, "json");
        try {
            int port =
                    (int) View.of(Json.parse(Files.readString(file))).at("port").integer();
            return Optional.of(new Version(name, port, process(name, port)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JsonException e) {
            throw new CallFailed(Problem.permanent("Unreadable", file + " cannot be read"));
        }
    }

    private Optional<ProcessHandle> process(String name, int port) throws IOException {
        try {
            return ProcessIdentity.parse(Files.readString(file(name, "pid"))).flatMap(known -> known.running(port));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Starts it, unless it runs; on its own port, which stays the same as long as no other program takes it. */
    public Version start(String name, NginxSettings settings, String reference, String digest) throws CallFailed {
        STARTING.lock();
        try {
            Files.createDirectories(folder);
            try (var file =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var held = file.lock();
                var found = find(name);
                var version = found.isPresent() && found.get().isAlive()
                        ? found.get()
                        : start(name, port(found), port -> settings.command(reference, digest, port));
                held.release();
                return version;
            }
        } catch (IOException e) {
            throw new CallFailed(Problem.permanent("NotStarted", "the process of " + name + " cannot be started"));
        } finally {
            STARTING.unlock();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the process, and catches what it throws
    private Version start(String name, int port, IntFunction<List<String>> words) throws IOException {
        Files.deleteIfExists(file(name, "pid"));
        Files.deleteIfExists(file(name, "exit"));
        write(file(name, "json"), Json.obj().with("port", port).text());
        var command =
                new ArrayList<>(List.of("sh", "-c", BECOME, file(name, "pid").toString()));
        command.addAll(words.apply(port));
        var process = process(command, file(name, "log"));
        process.getOutputStream().close();
        process.onExit().thenAccept(ended -> noteExit(name, ended.exitValue()));
        var identity = ProcessIdentity.of(process.toHandle());
        if (identity.isPresent()) {
            write(file(name, "pid"), identity.get().text());
        }
        return new Version(name, port, Optional.of(process.toHandle()));
    }

    private void noteExit(String name, int status) {
        if (status == NO_IMAGE) {
            try {
                write(file(name, "exit"), Integer.toString(status));
            } catch (IOException e) {
                // Then the reason for its end is unknown, as when the engine ended before it.
                return;
            }
        }
    }

    /**
     * Reports whether its last process ended because its image could not be fetched, by its exit status
     * {@value #NO_IMAGE}.
     */
    boolean lacksImage(String name) {
        return Files.exists(file(name, "exit"));
    }

    /** Records a port for a version that is to be started and of which nothing is known. */
    void remember(String name, int port) throws CallFailed {
        if (find(name).isEmpty()) {
            try {
                Files.createDirectories(folder);
                write(file(name, "json"), Json.obj().with("port", port).text());
            } catch (IOException e) {
                throw new CallFailed(Problem.permanent("NotStarted", "the port of " + name + " cannot be written"));
            }
        }
    }

    private int port(Optional<Version> found) throws CallFailed, IOException {
        var known = found.map(Version::port).filter(VersionProcesses::isFree);
        return known.isPresent() ? known.get() : unusedPort();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Not the port of a version that has ended: its users would reach this one. */
    private int unusedPort() throws CallFailed, IOException {
        var used = new HashSet<Integer>();
        for (var name : names()) {
            find(name).ifPresent(version -> used.add(version.port()));
        }
        int port = freePort();
        while (used.contains(port)) {
            port = freePort();
        }
        return port;
    }

    /** All versions with known data. */
    private List<String> names() throws IOException {
        try (var files = Files.isDirectory(folder) ? Files.list(folder) : Stream.<Path>empty()) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .toList();
        }
    }

    private static Process process(List<String> command, Path log) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        return builder.start();
    }

    /** Ends it and the processes that it started: terminates gracefully first, so that requests can finish. */
    public void stop(String name) throws CallFailed {
        var process = find(name).flatMap(Version::process);
        if (process.isPresent()) {
            var started = process.get().descendants().toList();
            end(process.get());
            started.forEach(VersionProcesses::end);
        }
        try {
            Files.deleteIfExists(file(name, "pid"));
            Files.deleteIfExists(file(name, "exit"));
            Files.deleteIfExists(file(name, "json"));
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("NotRemoved", "the state of " + name + " cannot be removed"));
        }
    }

    /** Ends all of them. */
    public void stopAll() throws CallFailed {
        try {
            for (var name : names()) {
                stop(name);
            }
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("NotRemoved", folder + " cannot be listed"));
        }
    }

    private static void end(ProcessHandle process) {
        var identity = ProcessIdentity.of(process);
        if (identity.isPresent() && !ends(identity.get(), process.destroy())) {
            ends(identity.get(), process.destroyForcibly());
        }
    }

    /** Does not rely on {@link ProcessHandle#onExit} alone: it never completes for an exited process that is not reaped. */
    private static boolean ends(ProcessIdentity process, boolean asked) {
        for (int look = 0; asked && look < STOP_LOOKS; look++) {
            var running = process.running(0);
            if (running.isEmpty()) {
                return true;
            }
            running.get()
                    .onExit()
                    .completeOnTimeout(running.get(), STOP_LOOK_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
        return process.running(0).isEmpty();
    }

    /** The file with its output. */
    public Path log(String name) {
        return file(name, "log");
    }

    private Path file(String name, String kind) {
        return folder.resolve(name + "." + kind);
    }

    /** Readers see the old text or the new one, never a part. */
    static void write(Path file, String text) throws IOException {
        var beside = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), "");
        Files.writeString(beside, text, StandardCharsets.UTF_8);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static int freePort() throws CallFailed {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("NoPort", "no port of this machine is free"));
        }
    }
}
