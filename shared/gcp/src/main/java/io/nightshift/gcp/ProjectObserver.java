package io.nightshift.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import java.util.function.Function;

/**
 * Answers each query with the adapters of its subject's project.
 *
 * @param part the observer of a set of adapters
 */
public record ProjectObserver<T>(ProjectAdapters<T> adapters, Function<T, ? extends Observer> part)
        implements Observer {

    /** Which queries an observer answers is the same in every project. */
    @Override
    public boolean observes(Query query) {
        return part.apply(adapters.own()).observes(query);
    }

    @Override
    public Observed observe(Query query) {
        try {
            return part.apply(adapters.of(query.subject())).observe(query);
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        }
    }
}
