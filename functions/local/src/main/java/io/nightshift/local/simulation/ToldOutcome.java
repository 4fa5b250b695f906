package io.nightshift.local.simulation;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.simulation.Invariant;
import io.nightshift.sandbox.world.World;
import java.util.List;
import java.util.Optional;

/**
 * A message that something is resolved is only sent if its run ends so in the same turn, and no run gives up silently. Of
 * the runs of one cause that a breaker or a pause ends before their first act, exactly one pages; each other one names it.
 */
final class ToldOutcome implements Invariant {

    private static final String ESCALATION = "Needs a human: ";

    @Override
    public String name() {
        return "people are told the outcome";
    }

    @Override
    public Optional<String> broken(Turn committed, Ledger ledger, World world) {
        var run = committed.run();
        var entries = committed.entries();
        boolean good = ending(run)
                .filter(how -> how == Outcome.RESOLVED || how == Outcome.ROLLED_BACK)
                .isPresent();
        if (told(entries, "Resolved: ") && !good) {
            return Optional.of("run " + run.id() + " tells that it is resolved, and is not");
        }
        boolean ends = entries.stream().anyMatch(entry -> entry.kind().equals("finished"));
        if (!ends || run.outcome().orElseThrow() != Outcome.ESCALATED) {
            return Optional.empty();
        }
        var by = toldBy(entries);
        if (!told(entries, ESCALATION)
                && !toldWhileItsActStood(run, ledger)
                && by.filter(id -> paged(run, id, ledger)).isEmpty()) {
            return Optional.of("run " + run.id() + " gives up and pages nobody");
        }
        return by.isEmpty() && isHeldBack(run)
                ? pagedBefore(run, ledger)
                        .map(other -> "run " + run.id() + " pages about the same as run " + other.id() + " before")
                : Optional.empty();
    }

    /** How the run ended, or will end as soon as its act has expired. */
    private static Optional<Outcome> ending(Run run) {
        return run.outcome()
                .or(() -> run.state().get("ending") instanceof Json.Obj ending
                                && ending.get("outcome") instanceof Json.Str(var name)
                        ? Optional.of(Outcome.valueOf(name))
                        : Optional.empty());
    }

    private static boolean toldWhileItsActStood(Run run, Ledger ledger) {
        return run.state().get("ending") != null
                && told(
                        ledger.entries(run.id(), Optional.empty(), Integer.MAX_VALUE)
                                .items(),
                        ESCALATION);
    }

    private static boolean isHeldBack(Run run) {
        return run.acts() == 0
                && (run.reason().startsWith("breaker: ") || run.reason().startsWith("pause: "));
    }

    /** Reports whether that run paged about the same denial of the same cause. */
    private static boolean paged(Run run, RunId earlier, Ledger ledger) {
        return ledger.run(earlier)
                .filter(other -> isHeldBack(run) && isSame(run, other) && paged(other, ledger))
                .isPresent();
    }

    private static Optional<Run> pagedBefore(Run run, Ledger ledger) {
        return ledger.runs(Optional.empty(), 1000).items().stream()
                .filter(other -> !other.id().equals(run.id()) && isSame(run, other) && paged(other, ledger))
                .findFirst();
    }

    private static boolean isSame(Run run, Run other) {
        return other.acts() == 0
                && other.thread().equals(run.thread())
                && other.reason().equals(run.reason());
    }

    private static boolean paged(Run run, Ledger ledger) {
        var entries =
                ledger.entries(run.id(), Optional.empty(), Integer.MAX_VALUE).items();
        return entries.stream().anyMatch(entry -> entry.kind().equals("tell") && tells(entry, ESCALATION))
                && entries.stream().noneMatch(entry -> entry.kind().equals("tell-given-up"));
    }

    /** The run that paged before, as the entry of the page that was not sent names it. */
    private static Optional<RunId> toldBy(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.kind().equals("not-told") && tells(entry, ESCALATION))
                .flatMap(entry -> entry.body().get("toldBy") instanceof Json.Str(var run)
                        ? Optional.of(new RunId(run)).stream()
                        : Optional.<RunId>empty().stream())
                .findFirst();
    }

    /** Also if the rule only observes: then the message is in the ledger instead. */
    private static boolean told(List<Entry> entries, String beginning) {
        return entries.stream()
                .filter(entry -> entry.kind().equals("tell")
                        || (entry.kind().equals("not-told") && entry.body().get("toldBy") == null))
                .anyMatch(entry -> tells(entry, beginning));
    }

    private static boolean tells(Entry entry, String beginning) {
        return entry.body().get("title") instanceof Json.Str(var title) && title.startsWith(beginning);
    }
}
