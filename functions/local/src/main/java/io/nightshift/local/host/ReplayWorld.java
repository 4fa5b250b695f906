package io.nightshift.local.host;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A world that is only known from signals: tags are the labels of the last signal about a resource, no group is known,
 * every act "succeeds" and changes nothing. So a replay shows the whole ladder, as if nothing helped.
 */
public final class ReplayWorld implements Actor, Messenger {

    private final Map<Resource, Map<String, String>> labels = new HashMap<>();

    public void learn(Signal signal) {
        labels.put(signal.subject(), signal.labels());
    }

    @Override
    public boolean performs(Action action) {
        return true;
    }

    @Override
    public Looked before(Action action) {
        return new Looked.Surroundings(
                labels.getOrDefault(action.target(), Map.of()),
                Optional.empty(),
                Json.obj().with("replay", true));
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        return new Performed.Done(Json.obj().with("replay", "nothing was touched"));
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.NOT_HAPPENED;
    }

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        return Optional.empty();
    }
}
