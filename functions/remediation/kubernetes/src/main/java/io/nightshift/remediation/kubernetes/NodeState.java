package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/**
 * The relevant fields of a node.
 *
 * @param ready the status of its condition {@code Ready}; {@code Unknown} if its kubelet does not report
 * @param pressure the conditions that say that it lacks something
 * @see <a href="https://kubernetes.io/docs/reference/node/node-status/#condition">Kubernetes: node conditions</a>
 */
record NodeState(String name, boolean cordoned, String ready, List<String> pressure) {

    private static final String UNSCHEDULABLE = "unschedulable";

    private static final List<String> LACKS =
            List.of("MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable");

    static NodeState read(View node) throws JsonException {
        var pressure = new ArrayList<String>();
        for (var type : LACKS) {
            if (PodHealth.condition(node, type).equals("True")) {
                pressure.add(type);
            }
        }
        return new NodeState(
                node.at("metadata", "name").nonBlank(),
                node.at("spec", UNSCHEDULABLE).boolOr(false),
                PodHealth.condition(node, "Ready"),
                List.copyOf(pressure));
    }

    /** The member of the {@code spec} that cordons a node. */
    static Json.Obj members(boolean cordoned) {
        return Json.obj().with(UNSCHEDULABLE, cordoned);
    }

    /** Cordons a node, or makes it schedulable again. */
    static SpecSetting setting(ObjectRef node, boolean cordoned) {
        return new SpecSetting(node, members(false), now -> SpecSetting.Wanted.of(members(cordoned)));
    }

    Health health() {
        if (ready.isEmpty()) {
            return Health.UNKNOWN;
        }
        return ready.equals("True") && pressure.isEmpty() ? Health.WELL : Health.UNWELL;
    }

    /** All nodes of the cluster of that one. */
    static Group group(ObjectRef ref, Resource target, NodeState node) throws CallFailed {
        var nodes = ref.list(ObjectKind.NODE, ListQuery.ALL, NodeState::read);
        var cluster = target.name().substring(0, target.name().lastIndexOf('/') + 1);
        return new Group(
                target.origin() + ":" + cluster + "nodes",
                nodes.size(),
                (int) nodes.stream().filter(NodeState::serves).count(),
                node.serves());
    }

    /** Reports whether it takes new pods and runs them. */
    boolean serves() {
        return ready.equals("True") && !cordoned;
    }

    Json.Obj toJson() {
        return Json.obj().with("ready", ready).with("cordoned", cordoned).with("pressure", Json.strings(pressure));
    }
}
