package io.nightshift.sandbox.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a seed decided about a night; a night is a function of its script alone.
 *
 * @param scene what the function's own scene draws from
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

    /** Without a resource, what happens to it, and its place among the members of others. */
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
