package io.nightshift.backup.command;

import io.nightshift.backup.postgres.ToolLimit;
import io.nightshift.backup.postgres.ToolRun;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.policy.PolicyAssembly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program of an entry. It is started without a shell, with a verb as last argument, and with
 * JSON as input and the same in variables. It prints JSON. What it
 * prints as errors is for the user: no message repeats it.
 */
record UserProgram(String entry, List<String> words, ToolLimit limit) {

    private static final int LONGEST = 1024 * 1024;

    static UserProgram of(ProtectedDatabase database, ToolLimit limit) throws CallFailed {
        try {
            return new UserProgram(
                    database.entry(),
                    PolicyAssembly.texts(View.of(database.source()).at("program")),
                    limit);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("Source", "the source cannot be read: " + e.getMessage()));
        }
    }

    /** @param mayHaveHappened whether a failure leaves it open if something was changed */
    View call(String verb, Json.Obj input, boolean mayHaveHappened) throws CallFailed {
        var command = new ArrayList<>(words);
        command.add(verb);
        var output = new ByteArrayOutputStream();
        try {
            var ended = ToolRun.of(command)
                    .inheriting()
                    .with(variables(input))
                    .within(limit)
                    .run(
                            in -> in.write(input.text().getBytes(StandardCharsets.UTF_8)),
                            out -> output.writeBytes(out.readNBytes(LONGEST)));
            if (!ended.good()) {
                throw failed(verb, "ended with " + ended.exit(), mayHaveHappened);
            }
            return View.of(View.of(Json.parse(output.toByteArray(), JsonLimits.DEFAULT))
                    .object());
        } catch (ToolRun.MissingProgram e) {
            throw new CallFailed(
                    Problem.permanent("NoProgram", "the program of backups." + entry + " does not run here"));
        } catch (ToolRun.Overran e) {
            throw failed(
                    verb,
                    "did not end within " + DurationText.say(limit.longest()) + " and was killed",
                    mayHaveHappened);
        } catch (IOException e) {
            throw failed(verb, "broke off", mayHaveHappened);
        } catch (JsonException e) {
            throw failed(verb, "printed no JSON object", mayHaveHappened);
        }
    }

    /** The input once more, for programs that read no JSON: {@code NIGHTSHIFT_RESTORE}, {@code NIGHTSHIFT_RUN}. */
    private static Map<String, String> variables(Json.Obj input) {
        var variables = new HashMap<String, String>();
        input.members().forEach((name, value) -> {
            if (value instanceof Json.Str(var text)) {
                variables.put("NIGHTSHIFT_" + name.toUpperCase(Locale.ROOT), text);
            }
        });
        return variables;
    }

    private CallFailed failed(String verb, String how, boolean mayHaveHappened) {
        var message = "the program of backups.%s, called with %s, %s: run it by hand".formatted(entry, verb, how);
        return new CallFailed(new Problem("Program", message, true, mayHaveHappened));
    }

    /** Reads what it printed. */
    interface Reading<T> {
        T read(View json) throws JsonException;
    }

    <T> T read(String verb, View json, Reading<T> reading) throws CallFailed {
        try {
            return reading.read(json);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent(
                    "Program", "the program of backups.%s printed for %s: %s".formatted(entry, verb, e.getMessage())));
        }
    }
}
