package io.nightshift.sandbox.simulation;

import java.util.List;

/**
 * The smallest story of a failing seed that was found.
 *
 * @param violation what is wrong; the same invariant as in the whole night
 * @param resources those that the failure needs
 * @param disturbances those that the failure needs, one line each
 * @param drawn how many disturbances the whole night had
 * @param story what happened, one line each
 */
public record Failure(
        long seed,
        Violation violation,
        List<String> resources,
        List<String> disturbances,
        int drawn,
        List<String> story) {

    public Failure {
        resources = List.copyOf(resources);
        disturbances = List.copyOf(disturbances);
        story = List.copyOf(story);
    }
}
