package io.nightshift.local.cli;

import io.nightshift.core.engine.Switches;
import picocli.CommandLine;

@CommandLine.Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Stop acting, at once: on everything, a playbook, a rule or a resource.",
        footer = {
            "",
            "Examples:",
            "  nightshift pause --all --as alice --reason 'network maintenance'",
            "  nightshift pause --resource ec2:instance/i-0abc"
        })
final class PauseCommand extends SwitchCommand {
    @Override
    String throwSwitch(Switches switches, String scope, String by, String reason) {
        switches.pause(scope, by, reason);
        return "paused";
    }
}
