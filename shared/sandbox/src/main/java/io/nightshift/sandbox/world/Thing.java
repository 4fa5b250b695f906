package io.nightshift.sandbox.world;

import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One resource of the simulated environment. Mutable; only its {@link World} changes it. */
public final class Thing {

    final Resource resource;
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, Problem> failures = new HashMap<>();
    final Map<String, Duration> cures = new HashMap<>();
    final Set<String> already = new HashSet<>();
    Optional<String> group = Optional.empty();
    boolean untraceable;
    boolean healthy = true;
    int generation;

    Thing(Resource resource) {
        this.resource = resource;
    }

    public Thing tag(String name, String value) {
        tags.put(name, value);
        return this;
    }

    public Thing in(String groupId) {
        group = Optional.of(groupId);
        return this;
    }

    /** This action heals it after that time; every other one changes nothing. */
    public Thing curedBy(String action, Duration after) {
        cures.put(action, after);
        return this;
    }

    /** The action fails with that problem; nothing is changed. */
    public Thing failing(String action, Problem problem) {
        failures.put(action, problem);
        return this;
    }

    /** It is as that action would leave it. */
    public Thing alreadySo(String action) {
        already.add(action);
        return this;
    }

    /** Nobody can tell whether an action on it took effect. */
    public Thing untraceable() {
        untraceable = true;
        return this;
    }
}
