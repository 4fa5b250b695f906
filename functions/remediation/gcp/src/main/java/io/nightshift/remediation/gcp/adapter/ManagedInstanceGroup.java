package io.nightshift.remediation.gcp.adapter;

import com.google.api.services.compute.model.Instance;
import com.google.api.services.compute.model.ManagedInstance;
import io.nightshift.core.act.Actor.Group;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A managed instance group.
 *
 * @param location a zone or a region
 */
record ManagedInstanceGroup(String project, String location, String name) {

    private static final Pattern ZONE = Pattern.compile("[a-z]+-[a-z]+[0-9]+-[a-z]");
    private static final Pattern CREATOR =
            Pattern.compile("projects/[^/]+/(?:zones|regions)/([^/]+)/instanceGroupManagers/([^/]+)");

    /**
     * The group that created the instance, from its metadata.
     *
     * @see <a href="https://cloud.google.com/compute/docs/instance-groups/getting-info-about-migs">Compute Engine: checking
     *     whether a VM belongs to a MIG</a>
     */
    static Optional<ManagedInstanceGroup> of(String project, Instance instance) {
        if (instance.getMetadata() == null || instance.getMetadata().getItems() == null) {
            return Optional.empty();
        }
        return instance.getMetadata().getItems().stream()
                .filter(item -> "created-by".equals(item.getKey()) && item.getValue() != null)
                .map(item -> CREATOR.matcher(item.getValue()))
                .filter(match -> match.matches())
                .map(match -> new ManagedInstanceGroup(project, match.group(1), match.group(2)))
                .findFirst();
    }

    boolean zonal() {
        return ZONE.matcher(location).matches();
    }

    String id() {
        return "gcp:" + project + ":mig/" + location + "/" + name;
    }

    Group numbers(List<ManagedInstance> members, String target) {
        var healthy = members.stream().filter(ManagedInstanceGroup::healthy).toList();
        return new Group(
                id(),
                members.size(),
                healthy.size(),
                healthy.stream().anyMatch(member -> path(member).equals(target)));
    }

    /** Reports whether it is running, not being changed by the group, and healthy in every health check. */
    static boolean healthy(ManagedInstance member) {
        return "RUNNING".equals(member.getInstanceStatus())
                && "NONE".equals(member.getCurrentAction())
                && (member.getInstanceHealth() == null
                        || member.getInstanceHealth().stream()
                                .allMatch(health -> "HEALTHY".equals(health.getDetailedHealthState())));
    }

    /** Reports whether the group is creating or changing it: too early to tell. */
    static boolean changing(ManagedInstance member) {
        return !"NONE".equals(member.getCurrentAction());
    }

    /** {@code zones/ZONE/instances/NAME}, the end of the member's URL and the form that the API expects. */
    static String path(ManagedInstance member) {
        var url = String.valueOf(member.getInstance());
        int zones = url.indexOf("/zones/");
        return zones < 0 ? url : url.substring(zones + 1);
    }

    /** {@code ZONE/NAME}, the form of resource names. */
    static String resourceName(ManagedInstance member) {
        var parts = path(member).split("/");
        return parts.length < 4 ? path(member) : parts[1] + "/" + parts[3];
    }
}
