package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.run.Run;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "abort",
        mixinStandardHelpOptions = true,
        description =
                "Stop a run and release what it holds. A promotion goes back first, on every target that it touched,"
                        + " and its digest is not quarantined; what a remediation did stays done.",
        footer = {
            "",
            "Examples:",
            "  nightshift abort remediation-3f9c2a1b7d4e --as alice --reason 'I look myself'",
            "  nightshift abort promotion-7d1c0b9a3e5f --reason 'not today'"
        })
final class AbortCommand extends AnswerCommand {

    @Option(names = "--reason", defaultValue = "no reason given", description = "Why; goes into the ledger.")
    private String reason = "";

    @Override
    EngineResult say(Engine engine, Run run, String by) {
        return engine.abort(run.id(), by, reason);
    }
}
