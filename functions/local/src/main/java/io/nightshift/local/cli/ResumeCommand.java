package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.run.Run;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "End a pause; for a rule, close its breaker too; let a promotion that stands still go on.",
        footer = {
            "",
            "Examples:",
            "  nightshift resume --all --as alice",
            "  nightshift resume --rule web-unhealthy",
            "  nightshift resume promotion-7d1c0b9a3e5f --go-on --reason 'too few users at night'"
        })
final class ResumeCommand extends SwitchCommand {

    @Option(
            names = "--go-on",
            description = "With RUN: count as passed what it asks about, a bake without enough data.")
    private boolean goOn;

    @Override
    EngineResult say(Engine engine, Run run, String by, String reason) {
        return engine.command(run.id(), goOn ? "go-on" : "resume", by, reason);
    }

    @Override
    String throwSwitch(PauseSwitches switches, String scope, String by, String reason) {
        if (goOn) {
            throw new CommandError(ExitCode.USAGE, "--go-on is for one RUN");
        }
        switches.resume(scope, by, reason);
        return "resumed";
    }
}
