package io.nightshift.local.simulation;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.simulation.Invariant;
import io.nightshift.sandbox.world.World;
import java.util.Optional;

/** A message that something is resolved is only sent if its run ends so in the same turn, and no run gives up silently. */
final class ToldOutcome implements Invariant {

    @Override
    public String name() {
        return "people are told the outcome";
    }

    @Override
    public Optional<String> broken(Turn committed, Ledger ledger, World world) {
        var run = committed.run();
        boolean good = run.outcome()
                .filter(how -> how == Outcome.RESOLVED || how == Outcome.ROLLED_BACK)
                .isPresent();
        if (told(committed, "Resolved: ") && !good) {
            return Optional.of("run " + run.id() + " tells that it is resolved, and is not");
        }
        boolean ends =
                committed.entries().stream().anyMatch(entry -> entry.kind().equals("finished"));
        return ends && outcome(run) == Outcome.ESCALATED && !told(committed, "Needs a human: ")
                ? Optional.of("run " + run.id() + " gives up and pages nobody")
                : Optional.empty();
    }

    private static Outcome outcome(Run run) {
        return run.outcome().orElseThrow();
    }

    private static boolean told(Turn committed, String beginning) {
        return committed.entries().stream().anyMatch(entry -> tells(entry, beginning));
    }

    /** Also if the rule only observes: then the message is in the ledger instead. */
    private static boolean tells(Entry entry, String beginning) {
        return (entry.kind().equals("tell") || entry.kind().equals("not-told"))
                && entry.body().get("title") instanceof Json.Str(var title)
                && title.startsWith(beginning);
    }
}
