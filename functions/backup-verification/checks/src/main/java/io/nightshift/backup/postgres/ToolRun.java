package io.nightshift.backup.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program, in English, without the environment of this process unless it inherits it. Of its errors the first lines are kept; memory does
 * not grow with its output.
 */
public final class ToolRun {

    private static final int KEPT_LINES = 2000;
    private static final int LONGEST_LINE = 2000;

    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> added = new HashMap<>();
    private boolean inherits;
    private Optional<Duration> limit = Optional.empty();

    private ToolRun(List<String> command) {
        this.command = List.copyOf(command);
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C");
    }

    public static ToolRun of(List<String> command) {
        return new ToolRun(command);
    }

    public ToolRun with(Map<String, String> more) {
        environment.putAll(more);
        added.putAll(more);
        return this;
    }

    /** With the environment of this process: the user's own commands need it. */
    public ToolRun inheriting() {
        inherits = true;
        return this;
    }

    /** A program that takes longer is killed. */
    public ToolRun within(Duration longest) {
        limit = Optional.of(longest);
        return this;
    }

    /** @param output the first lines of standard output; empty if somebody else read it */
    public record Ended(int exit, String output, List<String> errors) {

        public boolean good() {
            return exit == 0;
        }

        String lastError() {
            return errors.isEmpty() ? "exit code " + exit : errors.getLast();
        }
    }

    /** Writes the program's input. */
    public interface Feeder {
        void feed(OutputStream input) throws IOException;
    }

    /** Reads the program's output to its end. */
    public interface Drain {
        void drain(InputStream output) throws IOException;
    }

    Ended run() throws IOException {
        return run(input -> {});
    }

    /** @throws IOException a {@link MissingProgram} */
    Ended run(Feeder feeder) throws IOException {
        var lines = new ArrayList<String>();
        var ended = run(feeder, output -> read(output, lines));
        return new Ended(ended.exit(), String.join("\n", lines), ended.errors());
    }

    /**
     * @throws IOException a {@link MissingProgram}, or if feeder or drain throw; a program that ends before it has
     *     read all of its input is no exception
     */
    public Ended run(Feeder feeder, Drain drain) throws IOException {
        var builder = new ProcessBuilder(command);
        if (!inherits) {
            builder.environment().clear();
        }
        builder.environment().putAll(inherits ? added : environment);
        var process = start(builder);
        limit.ifPresent(longest -> CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> kill(process)));
        try {
            var errors = new ArrayList<String>();
            var errorsRead = later(() -> read(process.getErrorStream(), errors));
            var outputRead = later(() -> drain.drain(process.getInputStream()));
            feed(feeder, process);
            outputRead.join();
            errorsRead.join();
            return new Ended(process.onExit().join().exitValue(), "", List.copyOf(errors));
        } catch (CompletionException e) {
            throw new IOException("reading from " + command.getFirst() + " failed", e.getCause());
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The machine has no such program. */
    public static final class MissingProgram extends IOException {

        private static final long serialVersionUID = 1L;

        MissingProgram(String program, IOException cause) {
            super(program + " does not run on this machine", cause);
        }
    }

    private static Process start(ProcessBuilder builder) throws MissingProgram {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MissingProgram(builder.command().getFirst(), e);
        }
    }

    private static void feed(Feeder feeder, Process process) throws IOException {
        try (var input = new ClosedEarly(process.getOutputStream())) {
            feeder.feed(input);
        }
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static CompletableFuture<Void> later(Reading reading) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        reading.read();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static void read(InputStream stream, List<String> lines) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    keep(lines, line);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                keep(lines, line);
            }
        }
    }

    private static void keep(List<String> lines, StringBuilder line) {
        if (lines.size() < KEPT_LINES) {
            lines.add(line.toString());
        }
        line.setLength(0);
    }

    /** Input of a program that may end before it has read all: what it did not want is dropped. */
    private static final class ClosedEarly extends OutputStream {

        private final OutputStream input;
        private boolean closed;

        ClosedEarly(OutputStream input) {
            this.input = input;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (!closed) {
                try {
                    input.write(bytes, from, length);
                } catch (IOException e) {
                    closed = true;
                }
            }
        }

        @Override
        public void close() {
            try {
                input.close();
            } catch (IOException e) {
                closed = true;
            }
        }
    }
}
