package io.nightshift.remediation.execution;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The permissions that an identity in one cloud needs for some actions, in the cloud's own terms. */
public final class CloudPermissions {

    private CloudPermissions() {}

    /**
     * The permissions to act, to probe, and to query before and after. For an action of another platform (a webhook),
     * they cover reading the tags of its target. An action without kinds can have a target of any kind.
     *
     * @param observer the observer's calls, by the kind of the subject
     * @param surroundings the calls for tags and group, by the kind of the target
     */
    public static Set<String> of(
            Collection<ActionType> actions,
            Cloud cloud,
            Map<String, List<String>> observer,
            Map<String, List<String>> surroundings) {
        var needed = new TreeSet<String>();
        for (var action : actions) {
            var own = action.permissions().getOrDefault(cloud, List.of());
            needed.addAll(own);
            for (var kind : action.kinds().isEmpty() ? observer.keySet() : action.kinds()) {
                needed.addAll(observer.getOrDefault(kind, List.of()));
                if (own.isEmpty()) {
                    needed.addAll(surroundings.getOrDefault(kind, List.of()));
                }
            }
        }
        return needed;
    }
}
