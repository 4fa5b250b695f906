package io.nightshift.remediation.execution;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an identity in one cloud needs for some actions, in the words of that cloud. */
public final class CloudPermissions {

    private CloudPermissions() {}

    /**
     * To act, to probe, and to look before and after. An action that is not the cloud's own (a webhook) reads the tags of
     * its target there; one that is for no kind may be aimed at any.
     *
     * @param observer what the observer calls, by the kind of the subject
     * @param surroundings what is called for tags and group, by the kind of the target
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
