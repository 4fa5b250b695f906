package io.nightshift.local.cli;

import io.nightshift.core.engine.Handled;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Run;
import io.nightshift.local.story.Story;
import io.nightshift.text.Printed;

/** What became of what somebody said to a run. */
record Answered(Handled handled, Run run) {

    Json.Obj toJson() {
        return Json.obj()
                .with("answer", handled.kind().name())
                .with("detail", handled.detail())
                .with("run", Story.summary(run));
    }

    String line() {
        return Printed.safe(handled.kind() + (handled.detail().isEmpty() ? "" : ": " + handled.detail()));
    }

    int exit() {
        return handled.kind() == Handled.Kind.MOVED ? Exit.OK : Exit.NO;
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
