package io.nightshift.core.engine;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallIdentity;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The reads of one turn from the environment. They may be slow: a turn that is decided again while it waits for the
 * counters of its rule gets the same responses in the same order, and reads nothing new.
 */
final class LiveReads {

    private final Ports ports;
    private final Map<Object, List<Object>> answers = new HashMap<>();
    private final Map<Object, Integer> given = new HashMap<>();
    private String run = "";
    private boolean complete;

    LiveReads(Ports ports) {
        this.ports = ports;
    }

    /** The turn needs a read that it did not need in its first decision. */
    static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Before(Action action) {}

    private record Probe(Action action, IdempotencyKey key) {}

    /**
     * Prepares for deciding the turn again.
     *
     * @param asksNothingNew whether to throw if a read has no response yet
     */
    LiveReads again(boolean asksNothingNew) {
        given.clear();
        complete = asksNothingNew;
        return this;
    }

    /** The reads are made for that run. */
    LiveReads of(RunId id) {
        run = id.value();
        return this;
    }

    Actor.LiveState before(Action action) {
        return (Actor.LiveState) answer(new Before(action), () -> ports.before(action));
    }

    Observer.Observed observe(Query query) {
        return (Observer.Observed) answer(query, () -> ports.observe(query));
    }

    Actor.Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return (Actor.Probed) answer(new Probe(action, key), () -> ports.probe(action, key, capsule));
    }

    private Object answer(Object question, Supplier<Object> ask) {
        var known = answers.computeIfAbsent(question, ignored -> new ArrayList<>());
        int next = given.merge(question, 1, Integer::sum) - 1;
        if (next == known.size()) {
            if (complete) {
                throw new MissingException();
            }
            known.add(CallIdentity.reading(run, ask));
        }
        return known.get(next);
    }
}
