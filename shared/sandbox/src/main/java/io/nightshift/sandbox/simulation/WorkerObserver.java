package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;

/** The world's health, with looks that may fail or not tell; never one that lies. */
record WorkerObserver(Simulation night, Worker worker) implements Observer {

    @Override
    public boolean observes(Query query) {
        return night.world.observes(query);
    }

    @Override
    public Observed observe(Query query) {
        var strike = night.chaos.at(Point.LOOK);
        if (strike.isPresent()) {
            night.tell(strike.get()::says);
            return strike.get().mishap() == Mishap.LOOK_UNSURE
                    ? new Observed.Seen(Health.UNKNOWN, Json.Obj.EMPTY)
                    : new Observed.NotSeen(Problem.transientFault("Throttling", "too many looks"));
        }
        var seen = night.world.observe(query);
        if (seen instanceof Observed.Seen(var health, var ignored) && health == Health.WELL) {
            worker.sawWell.add(query.subject());
        }
        return seen;
    }
}
