package io.nightshift.sandbox.simulation;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One invocation: an engine with its own clock and the policy at its start, and its records for the invariant checker. */
final class SimulatedWorker implements EngineHost {

    private final Simulation night;
    private final Duration skew;
    private final Ledger ledger;
    final Ports ports;
    final Engine engine;

    /** The checker's count when this worker began its current draft. */
    long draftBegan;

    /** The resources that it saw healthy in its current draft. */
    final Set<Resource> sawWell = new HashSet<>();

    /** The group of each target as it was last read for a judgement. */
    final Map<Resource, io.nightshift.core.act.Actor.Group> groups = new LinkedHashMap<>();

    /** The runs that were altered when it last read them. */
    private final Set<RunId> readAltered = new HashSet<>();

    /** The run whose entries it read last, and that it has not read again. */
    private Optional<RunId> compared = Optional.empty();

    /** The runs that it wrote, with the last version of each. */
    final Map<RunId, Long> wrote = new LinkedHashMap<>();

    SimulatedWorker(Simulation night) {
        this.night = night;
        this.skew = skew(night);
        var bug = night.bug;
        var timers = new WorkerTimers(night);
        Ledger own = new WorkerLedger(night, this);
        var actor = new WorkerActor(night, this);
        this.ledger = bug.<Ledger>map(one -> new PlantedLedger(one, own, night, actor))
                .orElse(own);
        this.ports = Ports.of(
                        ledger,
                        bug.filter(PlantedBug.TIMER_BEFORE_COMMIT::equals).isPresent() ? (run, name, at) -> {} : timers,
                        Planted.rules(bug, night.policy()),
                        this)
                .playbooks(Planted.playbooks(bug, night.scenario.playbooks()), night.scenario.catalogue())
                .adapters(new Adapters(List.of(Planted.actor(bug, actor)), List.of(new WorkerObserver(night, this))))
                .messenger(new WorkerMessenger(night))
                .build();
        this.engine = new Engine(ports);
    }

    private static Duration skew(Simulation night) {
        return night.chaos
                .at(FaultPoint.INVOCATION)
                .map(strike -> {
                    night.tell(strike::says);
                    return strike.mishap() == InjectedFault.CLOCK_AHEAD
                            ? strike.time()
                            : strike.time().negated();
                })
                .orElse(Duration.ZERO);
    }

    Sweeper sweeper() {
        return new Sweeper(engine, ledger, this);
    }

    void reads(RunId run, boolean altered) {
        if (altered) {
            readAltered.add(run);
        } else {
            readAltered.remove(run);
        }
    }

    boolean hasReadAltered(RunId run) {
        return readAltered.contains(run);
    }

    void compares(RunId run) {
        compared = Optional.of(run);
    }

    /** Reports whether it reads the run again whose entries it has just read. */
    boolean comparing(RunId run) {
        boolean again = compared.filter(run::equals).isPresent();
        compared = Optional.empty();
        return again;
    }

    void beginsDraft(long count) {
        draftBegan = count;
        sawWell.clear();
    }

    @Override
    public Instant instant() {
        return night.time.instant().plus(skew);
    }

    @Override
    public void backOff(int conflict) {
        // Time passes only if the script says so.
    }

    @Override
    public void trouble(String what) {
        night.tell(() -> "trouble: " + what);
    }
}
