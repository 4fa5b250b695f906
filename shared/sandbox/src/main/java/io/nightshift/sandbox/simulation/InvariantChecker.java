package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.ledger.WriteProbe;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.SignalId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a night: at each commit, at each change of the environment and at the end. It keeps its own records and reads the
 * stored ledger and the environment, never the engine.
 */
final class InvariantChecker {

    private static final Set<String> RESULTS = Set.of("acted", "failed", "refused", "told", "tell-given-up", "begun");

    private static final String UNALTERED = "nothing is done for an altered run";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration CHECK = Duration.ofSeconds(10);

    /** Waits after conflicts of other workers may be added. */
    private static final Duration LONGEST_CALL = ScriptGenerator.SLOWEST_CALL.plusSeconds(1);

    private final Simulation night;
    private final GuardrailOracle overrides;
    private final Map<RunId, Set<Instant>> dues = new HashMap<>();
    private final Map<RunId, Set<Instant>> timers = new HashMap<>();
    private final Map<SignalId, Set<String>> arrivals = new HashMap<>();
    private final Map<IdempotencyKey, Integer> changes = new LinkedHashMap<>();
    private final Map<Resource, Call> calls = new HashMap<>();
    private final Set<IdempotencyKey> unanswered = new HashSet<>();
    private final Set<RunId> alarmed = new HashSet<>();
    private Optional<SimulatedHealth> health = Optional.empty();
    private long count;
    private int commits;
    private int changed;

    InvariantChecker(Simulation night) {
        this.night = night;
        this.overrides = new GuardrailOracle(night, this);
    }

    Violation.Found found(String invariant, String what) {
        return new Violation.Found(new Violation(invariant, what));
    }

    private void must(boolean holds, String invariant, RunId run, String what) {
        if (!holds) {
            throw found(invariant, "run " + run + " " + what);
        }
    }

    /** Counts ordered events: pauses, and the beginnings of drafts. */
    long count() {
        return ++count;
    }

    int commits() {
        return commits;
    }

    int changed() {
        return changed;
    }

    boolean arrived(SignalId signal) {
        return arrivals.containsKey(signal);
    }

    void voice(String plan, String who) {
        overrides.voice(plan, who);
    }

    void paused(String scope, boolean on) {
        overrides.paused(scope, on, count());
    }

    /** A turn is in the ledger. */
    void committed(SimulatedWorker worker, Optional<Run> old, Turn turn) {
        commits++;
        var run = turn.run();
        night.tell(() -> run.id() + " " + run.status() + ": "
                + turn.entries().stream().map(Entry::kind).collect(Collectors.joining(", "))
                + run.outcome().map(how -> " -> " + how + " " + run.reason()).orElse(""));
        must(!worker.hasReadAltered(run.id()), UNALTERED, run.id(), "goes on, though its state was altered");
        worker.wrote.put(run.id(), run.version());
        alone(old, run);
        chain(old, turn);
        effects(old, turn);
        silence(old, turn);
        turn.entries().stream().filter(entry -> entry.kind().equals("arrived")).forEach(entry -> arrived(run, entry));
        overrides.committed(worker, turn);
        outcome(worker, turn);
        waits(run);
        for (var invariant : night.scenario.invariants()) {
            invariant.broken(turn, night.ledger, night.world).ifPresent(what -> {
                throw found(invariant.name(), what);
            });
        }
    }

    /** All signals of a rule about one resource belong to one run, as long as it is open. */
    private void alone(Optional<Run> old, Run run) {
        if (old.isPresent() || run.thread().isEmpty()) {
            return;
        }
        night.runs()
                .filter(other ->
                        other.status() != Status.FINISHED && !other.id().equals(run.id()))
                .filter(other -> other.rule().equals(run.rule())
                        && other.key().playbook().equals(run.key().playbook())
                        && other.key().subject().equals(run.key().subject()))
                .findFirst()
                .ifPresent(other -> {
                    throw found(
                            "one run for one target", "run " + run.id() + " begins while " + other.id() + " is open");
                });
    }

    private void chain(Optional<Run> old, Turn turn) {
        var run = turn.run();
        must(
                run.version() == old.map(Run::version).orElse(0L) + 1,
                "one writer wins",
                run.id(),
                "was written over a version that its writer had not read");
        var head = old.map(Run::head).orElse(Entry.ORIGIN);
        long number = old.map(Run::entries).orElse(0L);
        for (var entry : turn.entries()) {
            boolean follows = entry.number() == number
                    && entry.previous().equals(head)
                    && entry.hash().equals(entry.expectedHash());
            must(follows, "the chain verifies", run.id(), "has an entry " + entry.number() + " that does not follow");
            head = entry.hash();
            number++;
        }
        must(
                number == run.entries() && head.equals(run.head()),
                "the chain verifies",
                run.id(),
                "does not end where its entries end");
    }

    /** A planned effect stays planned until its result is written. */
    private void effects(Optional<Run> old, Turn turn) {
        var run = turn.run();
        var now = run.pending().stream().map(Pending::number).collect(Collectors.toSet());
        for (long number = old.map(Run::nextEffect).orElse(1L); number < run.nextEffect(); number++) {
            must(now.contains(number), "no effect is lost", run.id(), "planned effect " + number + " and forgot it");
        }
        long gone = old.stream()
                .flatMap(before -> before.pending().stream())
                .filter(effect -> !now.contains(effect.number()))
                .count();
        long results = turn.entries().stream()
                .filter(entry -> RESULTS.contains(entry.kind())
                        // A run that is over only needs to report this.
                        || (entry.kind().equals("not-repeated") && run.outcome().isPresent()))
                .count();
        must(gone <= results, "no effect is lost", run.id(), "dropped a planned effect without a result");
    }

    /** An act without a response counts as done only after a probe. */
    private void silence(Optional<Run> old, Turn turn) {
        var now = turn.run().pending().stream().map(Pending::number).collect(Collectors.toSet());
        long answered = old.stream()
                .flatMap(before -> before.pending().stream())
                .filter(effect -> !now.contains(effect.number()))
                .filter(effect -> LedgerText.of(effect.effect(), "effect").equals("act"))
                .filter(effect ->
                        !unanswered.contains(new IdempotencyKey(turn.run().id().value(), effect.number())))
                .count();
        long done = turn.entries().stream()
                .filter(entry -> entry.kind().equals("acted")
                        && LedgerText.of(entry.body(), "details", "probed").isEmpty())
                .count();
        must(done <= answered, "no answer is no yes", turn.run().id(), "says that an act was done that got no answer");
    }

    private void arrived(Run run, Entry entry) {
        var id = new SignalId(LedgerText.of(entry.body(), "signal", "id"));
        boolean fires = LedgerText.of(entry.body(), "signal", "state").equals("firing");
        if (fires && LedgerText.of(entry.body(), "signal", "type").equals("alarm")) {
            alarmed.add(run.id());
        }
        must(
                arrivals.computeIfAbsent(id, ignored -> new HashSet<>())
                        .add(run.key().playbook() + " of " + run.rule()),
                "a signal counts once",
                run.id(),
                "got " + id + " a second time");
    }

    private void outcome(SimulatedWorker worker, Turn turn) {
        var run = turn.run();
        boolean ends = turn.entries().stream().anyMatch(entry -> entry.kind().equals("finished"));
        // Decided and told before its act expired; since then a firing alarm would have decided otherwise.
        boolean decided = !LedgerText.of(run.state(), "ending", "outcome").isEmpty();
        if (ends
                && !decided
                && night.world.knows(run.key().subject())
                && run.outcome().filter(Outcome.RESOLVED::equals).isPresent()) {
            var subject = run.key().subject();
            if (!alarmed.contains(run.id())) {
                must(
                        changes.keySet().stream()
                                .anyMatch(key -> key.run().equals(run.id().value())),
                        "what is told is what is",
                        run.id(),
                        "is resolved, and it changed nothing");
                return;
            }
            must(
                    worker.sawWell.contains(subject) || overrides.well(subject),
                    "what is told is what is",
                    run.id(),
                    "is resolved, and " + subject.label() + " is not well");
        }
    }

    private void waits(Run run) {
        must(
                run.status() == Status.FINISHED || run.dueAt().isPresent(),
                "every run ends or waits on a time",
                run.id(),
                "waits for nothing: no wake-up, no planned effect, no open question");
        run.dueAt()
                .ifPresent(at -> dues.computeIfAbsent(run.id(), ignored -> new HashSet<>())
                        .add(at));
    }

    void timerAsked(RunId run, Instant at) {
        // A run without the effects that somebody took out of it is due at another time.
        must(
                dues.getOrDefault(run, Set.of()).contains(at) || night.alterations.is(run),
                "every run ends or waits on a time",
                run,
                "gets a timer for " + at + ", which is not in the ledger");
        timers.computeIfAbsent(run, ignored -> new HashSet<>()).add(at);
    }

    /** A worker has ended: the run that it wrote last, if still current, has its timer. */
    void invocationOver(SimulatedWorker worker) {
        worker.wrote.forEach((id, version) -> {
            var run = night.ledger.run(id).orElseThrow();
            if (run.version() == version && run.dueAt().isPresent() && !night.alterations.is(id)) {
                must(
                        timers.getOrDefault(id, Set.of()).contains(run.dueAt().get()),
                        "every run ends or waits on a time",
                        id,
                        "is due at " + run.dueAt().get() + ", and nobody set a timer");
            }
        });
    }

    private record Call(IdempotencyKey key, Instant began) {}

    void callBegins(SimulatedWorker worker, Action action, IdempotencyKey key) {
        var run = new RunId(key.run());
        must(!worker.hasReadAltered(run), UNALTERED, run, "acts, though its state was altered");
        var other = calls.putIfAbsent(action.target(), new Call(key, night.time.instant()));
        if (other != null) {
            throw found("one run acts on a resource", key + " calls while " + other.key() + " is being performed");
        }
    }

    void callEnds(Action action) {
        var call = Objects.requireNonNull(calls.remove(action.target()));
        var took = Duration.between(call.began(), night.time.instant());
        if (took.compareTo(LONGEST_CALL) > 0) {
            throw found("a call ends by its time limit", call.key() + " took " + took);
        }
    }

    void answered(IdempotencyKey key) {
        unanswered.remove(key);
    }

    void unanswered(IdempotencyKey key) {
        unanswered.add(key);
    }

    /** A call that hangs must not delay other runs: called each minute. */
    void nobodyWaits(List<Run> open) {
        if (!night.disk.works() || !night.disk.isSoFor(LONGEST_WAIT)) {
            return;
        }
        var latest = night.time.instant().minus(LONGEST_WAIT);
        for (var run : open) {
            boolean waits = run.dueAt().filter(due -> due.isBefore(latest)).isPresent();
            if (waits && !night.alterations.ever(run.id())) {
                throw found(
                        "every run ends or waits on a time",
                        "run %s was due at %s, and nobody came".formatted(run.id(), run.dueAt()));
            }
        }
    }

    /** The ledger begins to fail, or works again: the host must report it within a minute. */
    void diskChanges(LedgerStorage.State state) {
        if (health.isEmpty()) {
            health = night.scenario.health().map(factory -> factory.of(probe(), night.time));
            health.ifPresent(host -> night.time.after(CHECK, this::checkHealth));
        }
        health.ifPresent(SimulatedHealth::check);
        night.disk.becomes(state);
    }

    private WriteProbe probe() {
        return night.bug.filter(PlantedBug.LEDGER_FAULT_NOT_SEEN::equals).isPresent()
                ? new LedgerStorage(night.time)
                : night.disk;
    }

    /** Stops when there is nothing more to report. */
    private void checkHealth() {
        var said = health.orElseThrow().check();
        boolean late = night.disk.isSoFor(Duration.ofMinutes(1));
        if (late && said.isPresent() == night.disk.works()) {
            throw found(
                    "health says what is",
                    "since %s the ledger %s, and health says %s"
                            .formatted(
                                    night.disk.since(),
                                    night.disk.works() ? "works" : "fails",
                                    said.orElse("that all is well")));
        }
        if (late && night.disk.works()) {
            health = Optional.empty();
        } else {
            night.time.after(CHECK, this::checkHealth);
        }
    }

    /** Before alterations are reverted at the end: on-call was informed of every one that had to be checked. */
    void alterationsAreTold() {
        night.alterations.untold(night.time.instant()).findFirst().ifPresent(run -> {
            throw found(UNALTERED, "run " + run + " was altered and is due, and nobody was told");
        });
    }

    /** The environment is about to change. */
    void changes(Action action, IdempotencyKey key) {
        changed++;
        var id = new RunId(key.run());
        // An act in progress when somebody alters its run was planned by the run as it was before.
        var run = night.alterations.written(id);
        must(
                run.stream()
                        .flatMap(found -> found.pending().stream())
                        .anyMatch(effect -> effect.number() == key.effect()),
                "planned before done",
                id,
                "changes the world by effect " + key.effect() + ", which is not planned in the ledger");
        must(
                run.orElseThrow().outcome().isEmpty(),
                "a finished run does nothing",
                id,
                "is over, and does this all the same: " + action.sentence());
        overrides.changes(action, id);
        int times = changes.merge(key, 1, Integer::sum);
        must(
                times == 1 || action.type().repetition() != Repetition.PROBE,
                "nothing is done twice",
                id,
                "does this a second time under one key: " + action.sentence());
    }

    /** A message is about to be delivered; effect 0 is the page about an altered run. */
    void telling(Message message, IdempotencyKey key) {
        var id = new RunId(key.run());
        if (key.effect() == 0) {
            must(night.alterations.ever(id), UNALTERED, id, "was not altered, and people are told: " + message.title());
            night.alterations.told(id);
            return;
        }
        must(
                night.alterations.written(id).stream()
                        .flatMap(found -> found.pending().stream())
                        .anyMatch(effect -> effect.number() == key.effect()),
                "planned before done",
                id,
                "tells people something that is not planned in the ledger");
    }

    /** The night is over and had enough time: nothing is left to do, and every chain is verified. */
    void end() {
        night.runs().forEach(run -> {
            must(run.pending().isEmpty(), "no effect is lost", run.id(), "still has planned effects in the end");
            must(
                    run.dueAt().filter(at -> !at.isAfter(night.time.instant())).isEmpty(),
                    "every run ends or waits on a time",
                    run.id(),
                    "is " + run.status() + " and was due at " + run.dueAt() + ", and nobody looks after it");
        });
        Audit.verifyAll(
                night.ledger,
                night.time.instant(),
                audit -> must(audit.whole(), "the chain verifies", audit.run(), String.join("; ", audit.faults())));
        night.intake.check(this);
    }
}
