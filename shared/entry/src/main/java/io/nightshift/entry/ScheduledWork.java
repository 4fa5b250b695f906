package io.nightshift.entry;

import io.nightshift.core.engine.EngineResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work of a function that a schedule starts and that is no run: a comparison, a sweep.
 *
 * @param name the name that a schedule sends: {@code {"nightshift":{"due":"registry-sweep"}}}
 * @param every how often it is done if the minute timer alone starts it
 * @param work does it, and returns what it began
 */
public record ScheduledWork(String name, Duration every, Supplier<List<EngineResult>> work) {

    /** The same work at another interval. */
    public ScheduledWork every(Duration other) {
        return new ScheduledWork(name, other, work);
    }
}
