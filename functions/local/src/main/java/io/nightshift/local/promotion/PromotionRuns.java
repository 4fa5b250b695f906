package io.nightshift.local.promotion;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.promotion.progress.PromotionProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds promotion runs in the ledger. */
record PromotionRuns(Ledger ledger) {

    private static final int PAGE = 200;

    /** The maximum number of runs searched; a large ledger contains millions of other runs. */
    private static final int MOST_LOOKED_AT = 20_000;

    /** The latest first. */
    List<Run> latest(Predicate<Run> wanted, int limit) {
        var found = new ArrayList<Run>();
        Optional<String> from = Optional.empty();
        int looked = 0;
        do {
            var page = ledger.runs(from, PAGE);
            page.items().stream()
                    .filter(PromotionProgress::isOne)
                    .filter(wanted)
                    .limit(limit - found.size())
                    .forEach(found::add);
            looked += page.items().size();
            from = page.next();
        } while (from.isPresent() && found.size() < limit && looked < MOST_LOOKED_AT);
        return found;
    }

    /** The open promotion of a service, or the one with that id. */
    Run open(String serviceOrRun) {
        return find(serviceOrRun)
                .orElseThrow(() -> new CommandError(ExitCode.NO, "no promotion of " + serviceOrRun + " is open"));
    }

    Optional<Run> find(String serviceOrRun) {
        return ledger.run(new RunId(serviceOrRun))
                .filter(PromotionProgress::isOne)
                .or(() -> latest(run -> run.rule().equals(serviceOrRun) && run.status() != Status.FINISHED, 1).stream()
                        .findFirst());
    }
}
