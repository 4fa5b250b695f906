package io.nightshift.sandbox;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;

/** Returns the observation that a test sets, for every query. Thread-safe. */
public final class FakeObserver implements Observer {

    private volatile Observed answer = new Observed.Seen(Health.UNWELL, Json.Obj.EMPTY);

    public void sees(Health health) {
        sees(health, Json.Obj.EMPTY);
    }

    public void sees(Health health, Json.Obj details) {
        answer = new Observed.Seen(health, details);
    }

    public void answers(Observed observed) {
        answer = observed;
    }

    @Override
    public boolean observes(Query query) {
        return true;
    }

    @Override
    public Observed observe(Query query) {
        return answer;
    }
}
