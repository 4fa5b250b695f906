package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.run.Run;
import picocli.CommandLine;

@CommandLine.Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description =
                "Stop acting, at once: on everything, a playbook, a rule, a resource; or hold one promotion where it is.",
        footer = {
            "",
            "Examples:",
            "  nightshift pause --all --as alice --reason 'network maintenance'",
            "  nightshift pause --resource ec2:instance/i-0abc",
            "  nightshift pause promotion-7d1c0b9a3e5f --reason 'let us look first'"
        })
final class PauseCommand extends SwitchCommand {
    @Override
    EngineResult say(Engine engine, Run run, String by, String reason) {
        return engine.command(run.id(), "pause", by, reason);
    }

    @Override
    String throwSwitch(PauseSwitches switches, String scope, String by, String reason) {
        switches.pause(scope, by, reason);
        return "paused";
    }
}
