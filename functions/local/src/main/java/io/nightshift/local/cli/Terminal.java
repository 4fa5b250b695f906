package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.text.Colours;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The process resources that a command may use: its streams, environment and clock. Results go to {@code out}, everything
 * else to {@code err}, so that {@code --json} can be piped.
 *
 * @param colours whether {@code out} is a terminal with colours
 */
public record Terminal(
        PrintStream out, PrintStream err, Colours colours, Map<String, String> environment, InstantSource clock) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    @SuppressWarnings("SystemConsoleNull") // the documentation still allows null
    public static Terminal ofProcess() {
        var environment = System.getenv();
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Terminal(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Colours.forTerminal(terminal, environment.containsKey("NO_COLOR")),
                environment,
                Clock.systemUTC());
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** The acting user, if the command line does not name one. */
    public String who(Optional<String> said) {
        return said.orElseGet(() -> environment.getOrDefault("USER", "somebody"));
    }

    public void print(String line) {
        out.println(line);
    }

    public void print(Json json) {
        out.println(json.pretty());
    }

    public void complain(String line) {
        err.println("nightshift: " + line);
    }
}
