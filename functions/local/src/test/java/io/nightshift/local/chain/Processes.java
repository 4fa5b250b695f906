package io.nightshift.local.chain;

import io.nightshift.local.Main;
import io.nightshift.sandbox.wire.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Real processes on this machine, ended with the test. */
public final class Processes implements AutoCloseable {

    private final Path logs;
    private final List<Process> started = new ArrayList<>();
    private final Map<Process, ChildJvm> jvms = new HashMap<>();

    public Processes(Path logs) {
        this.logs = logs;
    }

    /** A program of Debian's, if this machine has it. */
    public static Optional<Path> program(String name) {
        var path = Path.of("/usr/bin", name);
        if (!Files.isExecutable(path)) {
            System.out.println("peer missing: " + name + " (apt-get install " + name + ")");
            return Optional.empty();
        }
        return Optional.of(path);
    }

    public Process java(String name, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        var jvm = ChildJvm.ofThisTest();
        var command = new ArrayList<>(jvm.command());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        var process = start(name, environment, command);
        jvms.put(process, jvm);
        return process;
    }

    /** {@code serve} with the policy and the ledger of this folder; it is up when this returns. */
    public Process serve(String name, int port, Map<String, String> environment, String... options) throws IOException {
        var arguments = new ArrayList<>(List.of(
                "serve", "--listen", "127.0.0.1:" + port, "--ledger", "ledger.db", "--policy", "nightshift.yaml"));
        arguments.addAll(List.of(options));
        var process = java(name, environment, Main.class, arguments.toArray(String[]::new));
        await("serve is up", Duration.ofMinutes(2), () -> {
            try {
                return log(name).contains("\"event\":\"serving\"");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return process;
    }

    public Process start(String name, Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve(name + ".log").toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("NIGHTSHIFT_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    public String log(String name) throws IOException {
        return Files.readString(logs.resolve(name + ".log"));
    }

    /** Looks again and again; what happens between real processes has no virtual clock. */
    static void await(String what, Duration most, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + most.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() {
        jvms.forEach((process, jvm) -> jvm.end(process));
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join());
    }
}
