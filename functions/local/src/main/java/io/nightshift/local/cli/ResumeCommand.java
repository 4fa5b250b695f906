package io.nightshift.local.cli;

import io.nightshift.core.engine.Switches;
import picocli.CommandLine;

@CommandLine.Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "End a pause; for a rule, close its breaker too.",
        footer = {"", "Examples:", "  nightshift resume --all --as alice", "  nightshift resume --rule web-unhealthy"})
final class ResumeCommand extends SwitchCommand {
    @Override
    String throwSwitch(Switches switches, String scope, String by, String reason) {
        switches.resume(scope, by, reason);
        return "resumed";
    }
}
