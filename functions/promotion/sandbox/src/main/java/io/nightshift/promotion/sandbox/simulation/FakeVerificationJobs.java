package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.PromotionQueries;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A job that must be queried twice before it has succeeded: one execution per key. */
final class FakeVerificationJobs implements Actor, Observer {

    private final Map<String, Integer> asked = new HashMap<>();

    @Override
    public boolean performs(Action action) {
        return true;
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.JOB);
    }

    @Override
    public LiveState before(Action action) {
        return new LiveState.Known(Map.of(), Optional.empty(), Json.Obj.EMPTY);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        asked.put(key.token(), 0);
        return new Performed.Done(Json.obj().with("execution", key.token()));
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return asked.containsKey(key.token()) ? Probed.HAPPENED : Probed.NOT_HAPPENED;
    }

    @Override
    public Observed observe(Query query) {
        try {
            int times = asked.merge(View.of(query.with()).at("execution").text(), 1, Integer::sum);
            return new Observed.Seen(times < 2 ? Health.UNKNOWN : Health.WELL, Json.obj());
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
