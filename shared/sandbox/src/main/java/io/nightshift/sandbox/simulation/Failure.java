package io.nightshift.sandbox.simulation;

import java.util.List;

/**
 * The smallest script found for a failing seed.
 *
 * @param violation the violated invariant; the same one as in the whole night
 * @param resources the resources that the failure needs
 * @param disturbances the disturbances that the failure needs, one line each
 * @param drawn the number of disturbances in the whole night
 * @param story the events, one line each
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
