package io.nightshift.local.cli;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.story.Narration;
import io.nightshift.story.RunStory;
import io.nightshift.text.TerminalText;
import java.util.Optional;

/**
 * The result of sending an answer or a command to a run.
 *
 * @param before the run before it was sent
 * @param narration of the function that decides the run
 */
public record AnswerResult(EngineResult handled, Optional<Run> before, Run run, Narration narration) {

    Json.Obj toJson() {
        return Json.obj()
                .with("answer", handled.kind().name())
                .with("detail", handled.detail())
                .with("did", did())
                .with("run", RunStory.summary(run));
    }

    /** A sentence about what was done; a refusal contains its reason. */
    private String did() {
        if (!isDone()) {
            return handled.detail();
        }
        try {
            return narration.after(before, run).orElseGet(this::words);
        } catch (JsonException e) {
            return words();
        }
    }

    private String words() {
        if (run.status() == Status.FINISHED) {
            return run.id() + " is over: " + run.reason();
        }
        return run.approval()
                .filter(open -> !open.granted())
                .map(this::waiting)
                .orElseGet(() -> run.id() + " goes on; nightshift show " + run.id() + " tells how");
    }

    private String waiting(Approval open) {
        return "%s waits: %d of %d approvals (%s); the request ends at %s"
                .formatted(
                        run.id(),
                        open.given().size(),
                        open.needed(),
                        String.join(", ", open.given()),
                        open.expiresAt());
    }

    String line() {
        var said = isDone() ? did() : handled.kind() + (handled.detail().isEmpty() ? "" : ": " + handled.detail());
        return TerminalText.safe(said);
    }

    /** A run that was over does not change any more: the request starts another one. */
    private boolean isDone() {
        return handled.kind() == EngineResult.Kind.MOVED || handled.kind() == EngineResult.Kind.STARTED;
    }

    int exit() {
        return isDone() ? ExitCode.OK : ExitCode.NO;
    }

    public int print(Terminal terminal, boolean json) {
        if (json) {
            terminal.print(toJson());
        } else {
            terminal.print(line());
        }
        return exit();
    }
}
