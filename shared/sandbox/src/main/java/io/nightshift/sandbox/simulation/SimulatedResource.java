package io.nightshift.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource of a simulated night.
 *
 * @param group the group whose blast radius it belongs to
 * @param cures the actions that make it well again, and after what time; every other one changes nothing
 * @param members where it is not empty, this is a resource that is as well as the worst of these (a target group)
 */
public record SimulatedResource(
        Resource resource,
        Map<String, String> tags,
        Optional<String> group,
        Map<String, Duration> cures,
        List<Resource> members) {

    public SimulatedResource {
        tags = Map.copyOf(tags);
        cures = Map.copyOf(cures);
        members = List.copyOf(members);
    }

    public SimulatedResource(Resource resource, Map<String, String> tags, String group, Map<String, Duration> cures) {
        this(resource, tags, Optional.of(group), cures, List.of());
    }

    public SimulatedResource(Resource resource, Map<String, String> tags, Map<String, Duration> cures) {
        this(resource, tags, Optional.empty(), cures, List.of());
    }
}
