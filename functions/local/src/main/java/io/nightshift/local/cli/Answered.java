package io.nightshift.local.cli;

import io.nightshift.core.engine.Handled;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.local.story.PromotionLine;
import io.nightshift.local.story.Story;
import io.nightshift.text.Printed;
import java.util.Optional;

/**
 * What became of what somebody said to a run.
 *
 * @param before the run before it was said
 */
record Answered(Handled handled, Optional<Run> before, Run run) {

    Answered(Handled handled, Run run) {
        this(handled, Optional.empty(), run);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("answer", handled.kind().name())
                .with("detail", handled.detail())
                .with("did", did())
                .with("run", Story.summary(run));
    }

    /** In words, for what was done; a refusal has its reason. */
    private String did() {
        if (!isDone()) {
            return handled.detail();
        }
        try {
            return PromotionLine.isOne(run) ? PromotionAnswer.of(before, run) : words();
        } catch (JsonException e) {
            return words();
        }
    }

    private String words() {
        return run.status() == Status.FINISHED
                ? run.id() + " is over: " + run.reason()
                : run.id() + " goes on; nightshift show " + run.id() + " tells how";
    }

    String line() {
        var said = isDone() ? did() : handled.kind() + (handled.detail().isEmpty() ? "" : ": " + handled.detail());
        return Printed.safe(said);
    }

    /** A run that was over moves no more: what was asked for begins another one. */
    private boolean isDone() {
        return handled.kind() == Handled.Kind.MOVED || handled.kind() == Handled.Kind.STARTED;
    }

    int exit() {
        return isDone() ? Exit.OK : Exit.NO;
    }

    int print(Terminal terminal, boolean json) {
        if (json) {
            terminal.print(toJson());
        } else {
            terminal.print(line());
        }
        return exit();
    }
}
