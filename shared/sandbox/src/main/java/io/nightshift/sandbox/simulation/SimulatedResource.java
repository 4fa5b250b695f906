package io.nightshift.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource of a simulated night.
 *
 * @param group the group whose blast radius includes it
 * @param cures the actions that heal it, and after what time; every other action changes nothing
 * @param members if not empty, this resource is as healthy as the worst of them (a target group)
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
