package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.local.Functions;
import io.nightshift.text.Colours;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A command line as a user types it, and what came of it. */
record Typed(int exit, String out, String err) {

    /** The root of the source tree. */
    static final Path ROOT = Path.of(System.getProperty("nightshift.root", "../.."));

    static Typed nightshift(String... arguments) {
        return nightshift(Map.of(), arguments);
    }

    static Typed nightshift(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = Nightshift.run(
                Functions.ALL,
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Colours.forTerminal(false, false),
                        environment,
                        Clock.systemUTC()),
                arguments);
        return new Typed(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The one JSON value that was printed. */
    View json() {
        try {
            return View.of(Json.parse(out.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT));
        } catch (JsonException e) {
            throw new AssertionError("no JSON was printed: " + out, e);
        }
    }
}
