package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Handled;
import io.nightshift.core.run.Run;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "abort",
        mixinStandardHelpOptions = true,
        description = "Stop a run; what it did stays done, what it holds is released.",
        footer = {"", "Examples:", "  nightshift abort remediation-3f9c2a1b7d4e --as alice --reason 'I look myself'"})
final class AbortCommand extends AnswerCommand {

    @Option(names = "--reason", defaultValue = "no reason given", description = "Why; goes into the ledger.")
    private String reason = "";

    @Override
    Handled say(Engine engine, Run run, String by) {
        return engine.abort(run.id(), by, reason);
    }
}
