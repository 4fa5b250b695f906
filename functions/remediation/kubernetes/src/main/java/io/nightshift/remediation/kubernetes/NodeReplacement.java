package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.ObjectRef;
import java.util.Optional;

/**
 * The deletion of a node that Karpenter started: it drains the node, ends its machine, and starts another one for the pods that
 * wait. Of any other node the machine would stay.
 *
 * @see <a href="https://karpenter.sh/docs/concepts/disruption/#manual-methods">Karpenter: manual methods</a>
 */
record NodeReplacement(ObjectRef ref, Resource target) {

    private static final String FINALIZER = "karpenter.sh/termination";

    ActionExecution execution() {
        return new ObjectDeletion(ref, this::before);
    }

    private LiveState before(View object, Json.Obj uid) throws CallFailed {
        var node = ObjectRef.read(object, NodeState::read);
        var labels =
                ObjectRef.read(object, json -> json.at("metadata", "labels").texts());
        var capsule = ObjectRef.read(object, NodeReplacement::cannot)
                .map(why -> uid.with(ActionExecution.CANNOT, why))
                .orElse(uid);
        return ActionExecution.found(labels, Optional.of(NodeState.group(ref, target, node)), capsule);
    }

    private static Optional<String> cannot(View node) throws JsonException {
        if (ObjectDeletion.isEnding(node)) {
            return Optional.of("it is being deleted already");
        }
        return node.at("metadata", "finalizers").strings().contains(FINALIZER)
                ? Optional.empty()
                : Optional.of("it was not started by Karpenter: nothing would replace its machine");
    }
}
