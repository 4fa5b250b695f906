package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.run.Run;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        description = "Say no to the plan that a run asks about.",
        footer = {
            "",
            "Examples:",
            "  nightshift reject remediation-3f9c2a1b7d4e --plan 9f86d081… --as alice --reason 'wait for Bob'"
        })
final class RejectCommand extends AnswerCommand {

    @Option(
            names = "--plan",
            required = true,
            paramLabel = "HASH",
            description = "The whole hash of the plan that you saw.")
    private String plan = "";

    @Option(names = "--reason", defaultValue = "no reason given", description = "Why; goes into the ledger.")
    private String reason = "";

    @Override
    EngineResult say(Engine engine, Run run, String by) {
        return engine.reject(run.id(), plan, by, reason);
    }
}
