package io.nightshift.local.cli;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Run;
import io.nightshift.local.host.FunctionList;
import io.nightshift.local.host.LocalFunction;
import io.nightshift.policy.Policy;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The shared part of pause and resume. */
abstract class SwitchCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @ArgGroup(multiplicity = "1")
    private Scope scope = new Scope();

    @Mixin
    private ActorOption by = new ActorOption();

    @Option(names = "--reason", defaultValue = "no reason given", description = "Why; goes into the ledger.")
    private String reason = "";

    @Mixin
    private PolicyOption policy = new PolicyOption();

    static final class Scope {
        @Parameters(paramLabel = "RUN", arity = "0..1", description = "One promotion, by its run's id.")
        private Optional<String> run = Optional.empty();

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

        /** A switch for an unknown name would stop nothing. */
        void check(FunctionList functions, Optional<Policy> policy) {
            playbook.ifPresent(name -> known("playbook", name, playbooks(functions)));
            if (rule.isPresent() && policy.isPresent()) {
                known("rule", rule.get(), policy.get().names());
            }
            if (resource.isPresent() && !resource.get().matches("[^/]+/.+")) {
                throw new CommandError(
                        ExitCode.USAGE,
                        resource.get() + " is not a resource; expected KIND/NAME, as ec2:instance/i-0abc");
            }
        }

        private static List<String> playbooks(FunctionList functions) {
            return functions.modules().stream()
                    .map(one -> one.playbook().name())
                    .toList();
        }

        private static void known(String what, String name, Collection<String> known) {
            if (!known.contains(name)) {
                throw new CommandError(
                        ExitCode.NO,
                        "there is no %s %s%s".formatted(what, NearestName.quote(name), NearestName.hint(name, known)));
            }
        }
    }

    /** Sends it to one run. */
    abstract EngineResult say(Engine engine, Run run, String by, String reason);

    abstract String throwSwitch(PauseSwitches switches, String scope, String by, String reason);

    @Override
    public Integer call() {
        var who = by.name(terminal());
        return scope.run.isPresent() ? say(scope.run.get(), who) : throwSwitch(who);
    }

    private int say(String run, String who) {
        try (var open = ledger.openExisting(terminal())) {
            var found = LedgerOption.find(open, run);
            if (functions().of(found).filter(LocalFunction::pausesRuns).isEmpty()) {
                throw new CommandError(
                        ExitCode.NO, run + " is no promotion; what it does is held back by --rule " + found.rule());
            }
            var engine = engine(open, policy.read(this));
            var handled = say(engine, found, who, reason);
            return result(handled, Optional.of(found), LedgerOption.find(open, run))
                    .print(terminal(), json());
        }
    }

    private int throwSwitch(String who) {
        scope.check(functions(), policy.readIfThere(this));
        try (var open = ledger.open(terminal())) {
            var done = throwSwitch(new PauseSwitches(open, terminal().clock(), ""), scope.name(), who, reason);
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
            return ExitCode.OK;
        }
    }
}
