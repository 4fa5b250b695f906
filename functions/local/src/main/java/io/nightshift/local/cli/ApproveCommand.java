package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.run.Run;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "Approve the plan that a run asks about.",
        footer = {
            "",
            "The plan's hash is in the message and in nightshift show: you approve what you saw, and nothing else.",
            "",
            "Examples:",
            "  nightshift approve remediation-3f9c2a1b7d4e --plan 9f86d081… --as alice"
        })
final class ApproveCommand extends AnswerCommand {

    @Option(
            names = "--plan",
            required = true,
            paramLabel = "HASH",
            description = "The whole hash of the plan that you saw.")
    private String plan = "";

    @Override
    EngineResult say(Engine engine, Run run, String by) {
        return engine.approve(run.id(), plan, by);
    }
}
