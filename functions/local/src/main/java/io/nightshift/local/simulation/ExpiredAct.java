package io.nightshift.local.simulation;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.simulation.Invariant;
import io.nightshift.sandbox.world.World;
import java.util.Optional;

/** An act with a time limit is undone before its run ends; otherwise a human stopped the run or is told. */
final class ExpiredAct implements Invariant {

    @Override
    public String name() {
        return "what expires is undone";
    }

    @Override
    public Optional<String> broken(Turn committed, Ledger ledger, World world) {
        var run = committed.run();
        boolean ends =
                committed.entries().stream().anyMatch(entry -> entry.kind().equals("finished"));
        if (!ends || run.acts() == 0) {
            return Optional.empty();
        }
        var how = run.outcome().orElseThrow();
        return how != Outcome.ABORTED && how != Outcome.ESCALATED && stands(ledger, run.id())
                ? Optional.of("run " + run.id() + " ends as " + how + ", and its act stands without an end")
                : Optional.empty();
    }

    private static boolean stands(Ledger ledger, RunId run) {
        boolean stands = false;
        for (var entry :
                ledger.entries(run, Optional.empty(), Integer.MAX_VALUE).items()) {
            if (entry.kind().equals("acted")) {
                stands = expires(entry);
            }
        }
        return stands;
    }

    private static boolean expires(Entry acted) {
        return View.of(acted.body()).at("with", ActionType.FOR).exists();
    }
}
