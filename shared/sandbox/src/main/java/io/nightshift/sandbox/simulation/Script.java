package io.nightshift.sandbox.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a seed determines about a night; the script alone determines the night.
 *
 * @param scene the seed of the function's own scene
 */
record Script(List<SimulatedResource> parts, List<Disturbance> disturbances, long scene) {

    Script {
        parts = List.copyOf(parts);
        disturbances = List.copyOf(disturbances);
    }

    Script withoutDisturbances(int from, int to) {
        var rest = new ArrayList<>(disturbances);
        rest.subList(from, to).clear();
        return new Script(parts, rest, scene);
    }

    Script withStrike(int index, Disturbance.Strike strike) {
        var changed = new ArrayList<>(disturbances);
        changed.set(index, strike);
        return new Script(parts, changed, scene);
    }

    /** Without a resource, its events, and its membership in others. */
    Script withoutPart(int index) {
        var gone = parts.get(index).resource();
        var rest = new ArrayList<SimulatedResource>();
        for (var part : parts) {
            if (!part.resource().equals(gone)) {
                var members = new ArrayList<>(part.members());
                members.remove(gone);
                rest.add(new SimulatedResource(part.resource(), part.tags(), part.group(), part.cures(), members));
            }
        }
        var still = disturbances.stream()
                .filter(one -> !(one instanceof Disturbance.Happening happening
                        && happening.about().filter(gone::equals).isPresent()))
                .toList();
        return new Script(rest, still, scene);
    }
}
