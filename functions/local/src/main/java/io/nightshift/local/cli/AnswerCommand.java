package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.run.Run;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends an answer or a command to one run. This command itself performs an act that an approval allows. */
abstract class AnswerCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Mixin
    private ActorOption by = new ActorOption();

    abstract EngineResult say(Engine engine, Run run, String by);

    @Override
    public Integer call() {
        var who = by.name(terminal());
        try (var open = ledger.openExisting(terminal())) {
            var found = LedgerOption.find(open, run);
            var engine = engine(open, policy.read(this));
            var handled = say(engine, found, who);
            var after = LedgerOption.find(open, run);
            return result(handled, Optional.of(found), after).print(terminal(), json());
        }
    }
}
