package io.nightshift.local.cli;

import io.nightshift.core.engine.Switches;
import io.nightshift.core.json.Json;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What pause and resume share. */
abstract class SwitchCommand extends Command {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @ArgGroup(multiplicity = "1")
    private Scope scope = new Scope();

    @Option(names = "--as", paramLabel = "NAME", description = "Who does this (default: $USER).")
    private Optional<String> by = Optional.empty();

    @Option(names = "--reason", defaultValue = "no reason given", description = "Why; goes into the ledger.")
    private String reason = "";

    static final class Scope {
        @Option(names = "--all", description = "Everything.")
        @SuppressWarnings("UnusedVariable") // that it is given is all that it says
        private boolean all;

        @Option(names = "--playbook", paramLabel = "NAME", description = "One playbook.")
        private Optional<String> playbook = Optional.empty();

        @Option(
                names = "--rule",
                paramLabel = "NAME",
                description = "One rule of the policy; resuming also closes its breaker.")
        private Optional<String> rule = Optional.empty();

        @Option(names = "--resource", paramLabel = "KIND/NAME", description = "One resource, as ec2:instance/i-0abc.")
        private Optional<String> resource = Optional.empty();

        String name() {
            return playbook.map(name -> "playbook/" + name)
                    .or(() -> rule.map(name -> "rule/" + name))
                    .or(() -> resource.map(name -> "resource/" + name))
                    .orElse("all");
        }
    }

    abstract String throwSwitch(Switches switches, String scope, String by, String reason);

    @Override
    public Integer call() {
        var who = by.orElseGet(() -> terminal().environment().getOrDefault("USER", "somebody"));
        try (var open = ledger.open(terminal())) {
            var done = throwSwitch(new Switches(open, terminal().clock(), ""), scope.name(), who, reason);
            if (json()) {
                terminal()
                        .print(Json.obj()
                                .with("scope", scope.name())
                                .with("state", done)
                                .with("by", who)
                                .with("reason", reason));
            } else {
                terminal().print(scope.name() + " is " + done);
            }
            return Exit.OK;
        }
    }
}
