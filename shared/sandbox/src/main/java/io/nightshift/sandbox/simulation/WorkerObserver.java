package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;

/** An observer whose queries may fail or be inconclusive, but never return a wrong result. */
record WorkerObserver(Simulation night, SimulatedWorker worker) implements Observer {

    @Override
    public boolean observes(Query query) {
        return night.observer(query).observes(query);
    }

    @Override
    public Observed observe(Query query) {
        var strike = night.chaos.at(FaultPoint.LOOK);
        if (strike.isPresent()) {
            night.tell(strike.get()::says);
            return strike.get().mishap() == InjectedFault.LOOK_UNSURE
                    ? unsure(query)
                    : new Observed.NotSeen(Problem.transientFault("Throttling", "too many looks"));
        }
        var seen = night.observer(query).observe(query);
        if (seen instanceof Observed.Seen(var health, var ignored) && health == Health.WELL) {
            worker.sawWell.add(query.subject());
        }
        return seen;
    }

    /** A scene's responses keep their form, even if they are inconclusive. */
    private Observed unsure(Query query) {
        var details = night.inScene(query) && night.observer(query).observe(query) instanceof Observed.Seen seen
                ? seen.details()
                : Json.Obj.EMPTY;
        return new Observed.Seen(Health.UNKNOWN, details);
    }
}
