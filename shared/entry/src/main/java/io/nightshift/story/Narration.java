package io.nightshift.story;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import java.util.List;
import java.util.Optional;

/** How commands describe the runs of a function, where the words that fit every run do not say enough. */
public interface Narration {

    Narration PLAIN = new Narration() {};

    /** Reports whether the same query with the same response becomes one line, with the count and the last details. */
    default boolean foldsQueries() {
        return false;
    }

    /** The numbers in the response to a query; empty for none. */
    default String details(View details) throws JsonException {
        return "";
    }

    /** The steps of its plan that a run which ended well did not need, each in a few words. */
    default List<String> notNeeded(Run run) {
        return List.of();
    }

    /** The state of a run after a command, in one sentence; empty for the usual one. */
    default Optional<String> after(Optional<Run> before, Run run) throws JsonException {
        return Optional.empty();
    }
}
