package io.nightshift.backup.postgres;

import io.nightshift.core.guard.DurationText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

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
    private ToolLimit limit = ToolLimit.LONGEST;

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

    /** A program that takes longer is killed with its children: {@link Overran}. */
    public ToolRun within(ToolLimit longest) {
        limit = longest;
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
     * Interrupting the caller kills the program, too.
     *
     * @throws IOException a {@link MissingProgram}, {@link Overran}, or if feeder or drain throw; a program that ends before it
     *     has read all of its input is no exception
     */
    public Ended run(Feeder feeder, Drain drain) throws IOException {
        var builder = new ProcessBuilder(command);
        if (!inherits) {
            builder.environment().clear();
        }
        builder.environment().putAll(inherits ? added : environment);
        var process = start(builder);
        var expired = limit.begin();
        try {
            var errors = new ArrayList<String>();
            var done = all(List.of(
                    later(() -> feed(feeder, process)),
                    later(() -> drain.drain(process.getInputStream())),
                    later(() -> read(process.getErrorStream(), errors)),
                    process.onExit().thenAccept(ignored -> {})));
            CompletableFuture.anyOf(done, expired).get();
            if (!done.isDone()) {
                throw new Overran(name(), limit.longest());
            }
            return new Ended(process.exitValue(), "", List.copyOf(errors));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command.getFirst() + " was stopped");
        } finally {
            expired.cancel(false);
            kill(process);
        }
    }

    /** That of the program itself, if setpriv runs it as another user. */
    private String name() {
        var words = command.getFirst().equals("setpriv")
                ? command.stream().skip(1).dropWhile(word -> word.startsWith("--"))
                : command.stream();
        return words.findFirst().orElseGet(command::getFirst);
    }

    /** Completes when all have, or one has failed. */
    @SuppressWarnings("FutureReturnValueIgnored") // the result has what both say
    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
        var done = new CompletableFuture<Void>();
        parts.forEach(part -> part.whenComplete((ignored, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            }
        }));
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenRun(() -> done.complete(null));
        return done;
    }

    /** A program inside of this one's input or output may have overrun. */
    private IOException failure(@Nullable Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Overran overran) {
                return overran;
            }
        }
        return new IOException("reading from " + command.getFirst() + " failed", thrown);
    }

    private static void kill(Process process) {
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** It was killed with its children. That says nothing about a backup. */
    public static final class Overran extends IOException {

        private static final long serialVersionUID = 1L;

        Overran(String program, Duration longest) {
            super("%s did not end within %s and was killed"
                    .formatted(Path.of(program).getFileName(), DurationText.say(longest)));
        }
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
