package io.nightshift.core.machine;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Fact;
import io.nightshift.core.signal.Resource;

/**
 * A kind of query whose answer has a type. Playbooks ask and observers answer by the same value; JSON exists only in
 * the ledger between them.
 *
 * @param name the name of its queries
 * @param reader reads the details of an answer
 */
public record Question<A>(String name, Reader<A> reader) {

    /** Reads what an observer reported. */
    @FunctionalInterface
    public interface Reader<A> {
        A read(Health health, View details) throws JsonException;
    }

    /** @param with what the observer needs to know besides the subject */
    public Query about(Resource subject, Json.Obj with) {
        return new Query(name, subject, with);
    }

    Answer<A> answer(Fact.Observed seen) throws JsonException {
        return new Answer<>(seen.query(), seen.health(), reader.read(seen.health(), View.of(seen.details())));
    }
}
